import { type Usd, usd } from "@/lib/money";

/** How an amount stands to a limit, 0 to 1. A limit of nothing is used up; without a limit nothing is. */
export function shareOf(amount: string, limit: string | null): number {
  if (limit === null) return 0;
  const whole = usd(limit);
  return whole.isZero() ? 1 : usd(amount).div(whole).toNumber();
}

/** What is left of a limit once spent and held are taken off, never below nothing. */
export function leftOf({ limitUsd, spentUsd, heldUsd }: { limitUsd: string; spentUsd: string; heldUsd: string }): Usd {
  const left = usd(limitUsd).minus(usd(spentUsd)).minus(usd(heldUsd));
  return left.isNegative() ? usd("0") : left;
}
