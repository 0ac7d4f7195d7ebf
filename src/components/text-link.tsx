import Link from "next/link";
import type { ReactNode } from "react";

/** A link inside text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm font-medium text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}
