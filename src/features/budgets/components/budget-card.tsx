import { BudgetMeter } from "@/components/meter";
import { Money } from "@/components/money";
import { RelativeTime } from "@/components/relative-time";
import { leftOf, shareOf } from "./budget-share";
import { PERIOD_WORDS } from "./budget-words";

export type BudgetCardBudget = {
  id: string;
  scope: string;
  period: string;
  limitUsd: string | null;
  spentUsd: string;
  heldUsd: string;
  periodEnd: Date;
};

/** What is left of one budget; spent and reserved apart, because what is reserved comes back. */
export function BudgetCard({ budget, title }: { budget: BudgetCardBudget; title: string }) {
  const { limitUsd, spentUsd, heldUsd } = budget;
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3 shadow-lift">
      <p className="text-xs font-medium text-ink-faint">{title}</p>
      <p className="mt-1 text-xl font-semibold tracking-tight">
        {limitUsd === null ? <Money amount={spentUsd} /> : <Money amount={leftOf({ limitUsd, spentUsd, heldUsd })} />}
        <span className="text-sm font-normal text-ink-faint"> {limitUsd === null ? "spent, no limit" : "left"}</span>
      </p>
      {limitUsd !== null && (
        <div className="mt-2">
          <BudgetMeter
            label={`${title}: spent`}
            spent={shareOf(spentUsd, limitUsd)}
            held={shareOf(heldUsd, limitUsd)}
          />
        </div>
      )}
      <p className="mt-2 flex flex-wrap gap-x-3 text-xs text-ink-faint">
        <span>
          <Money amount={spentUsd} /> spent
        </span>
        <span>
          <Money amount={heldUsd} /> reserved
        </span>
        {limitUsd !== null && (
          <span>
            of <Money amount={limitUsd} /> {PERIOD_WORDS[budget.period]}
          </span>
        )}
        <span>
          anew <RelativeTime at={budget.periodEnd} />
        </span>
      </p>
    </div>
  );
}
