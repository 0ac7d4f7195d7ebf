import { cn } from "./cn";

type Props = {
  label: string;
  /** Parts of the whole, 0 to 1: what is gone, and what is only set aside. */
  spent: number;
  held: number;
};

/** How much of a limit is gone, and how much of the rest is held for calls under way: shown apart, because held money comes back. */
export function BudgetMeter({ label, spent, held }: Props) {
  const gone = Math.min(Math.max(spent, 0), 1);
  const reserved = Math.min(Math.max(held, 0), 1 - gone);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(gone * 100)}
      className="flex h-1.5 w-full overflow-hidden rounded-full bg-line"
    >
      <span
        className={cn("h-full bg-accent", gone >= 0.8 && "bg-warn", gone >= 1 && "bg-deny-solid")}
        style={{ width: `${String(gone * 100)}%` }}
      />
      <span className="h-full bg-accent/35" style={{ width: `${String(reserved * 100)}%` }} />
    </div>
  );
}
