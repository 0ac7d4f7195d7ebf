import Link from "next/link";
import type { ReactNode } from "react";

type Props = {
  href: string;
  children: ReactNode;
  /** Leads to something that is no page of the app, so nothing of it can be fetched ahead. */
  isPlain?: boolean;
};

/** A link inside text. */
export function TextLink({ href, children, isPlain }: Props) {
  const look = "rounded-sm font-medium text-accent underline-offset-2 hover:underline";
  if (isPlain) {
    return (
      <a href={href} className={look}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={look}>
      {children}
    </Link>
  );
}
