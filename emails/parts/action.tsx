import { Button, Link, Text } from "react-email";

type Props = { href: string; label: string };

/** The mail's one button, with its address beneath for programs and people that do not press buttons. */
export function Action({ href, label }: Props) {
  return (
    <>
      <Button
        className="action"
        href={href}
        style={{
          backgroundColor: "#16181d",
          borderRadius: "8px",
          color: "#ffffff",
          display: "inline-block",
          fontSize: "15px",
          fontWeight: 600,
          margin: "8px 0 16px",
          padding: "12px 20px",
          textDecoration: "none",
        }}
      >
        {label}
      </Button>
      <Text className="quiet" style={{ color: "#6b7280", fontSize: "13px", lineHeight: "20px", margin: "0" }}>
        Or open this address:
        <br />
        <Link className="quiet" href={href} style={{ color: "#6b7280", wordBreak: "break-all" }}>
          {href}
        </Link>
      </Text>
    </>
  );
}
