import Link from "next/link";
import type { ReactNode } from "react";

type Props = {
  label: string;
  value: ReactNode;
  detail?: ReactNode;
  /** The rows behind the number. */
  href?: string;
};

/** One number and what it means; with `href` it leads to the rows behind it. */
export function Stat({ label, value, detail, href }: Props) {
  const body = (
    <>
      <span className="block text-xs font-medium text-ink-faint">{label}</span>
      <span className="mt-1 block truncate text-xl font-semibold tracking-tight text-ink tabular-nums">{value}</span>
      {detail !== undefined && <span className="mt-0.5 block text-xs text-ink-faint">{detail}</span>}
    </>
  );
  const look = "block min-w-0 rounded-lg border border-line bg-surface px-4 py-3 shadow-lift";
  return href === undefined ? (
    <div className={look}>{body}</div>
  ) : (
    <Link href={href} className={`${look} transition-colors hover:border-line-strong hover:bg-hover`}>
      {body}
    </Link>
  );
}

/** Stats side by side, two in a row on a phone. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</div>;
}
