import { Text } from "react-email";
import type { ReactNode } from "react";

/** A paragraph. */
export function Line({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={{ color: "#16181d", fontSize: "15px", lineHeight: "24px", margin: "0 0 16px" }}>
      {children}
    </Text>
  );
}
