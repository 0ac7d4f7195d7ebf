import { type UsdLike, formatUsd } from "@/lib/money";

/** An exact amount, rounded half up for reading; the whole figure is on hover. */
export function Money({ amount, places }: { amount: UsdLike; places?: number }) {
  const exact = typeof amount === "string" ? amount : amount.toFixed();
  return (
    <span className="tabular-nums" title={`$${exact}`}>
      {formatUsd(amount, places === undefined ? {} : { places })}
    </span>
  );
}
