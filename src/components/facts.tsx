import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode };

/** Names and values, one under the other. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y divide-line">
      {facts.map(({ label, value }) => (
        <div key={label} className="grid grid-cols-[minmax(7rem,2fr)_3fr] gap-4 py-2 text-sm">
          <dt className="text-ink-faint">{label}</dt>
          <dd className="min-w-0 break-words text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
