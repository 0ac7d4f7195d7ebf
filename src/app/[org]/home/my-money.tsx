import { EmptyState } from "@/components/empty-state";
import { Card } from "@/components/card";
import { BudgetCard } from "@/features/budgets/components";
import { listBudgets } from "@/features/budgets/server";
import type { Actor } from "@/server/access";

const TITLES: Record<string, string> = {
  "EMPLOYEE DAY": "You, today",
  "EMPLOYEE MONTH": "You, this month",
  "ORG DAY": "Everyone, today",
  "ORG MONTH": "Everyone, this month",
};

/** What is left of every budget that binds the person's next call. */
export async function MyMoney({ actor }: { actor: Actor }) {
  const budgets = await listBudgets(actor, {});
  const mine = budgets.filter(({ scope, employee }) => scope === "ORG" || employee?.id === actor.employeeId);
  if (mine.length === 0) {
    return (
      <Card title="Money left">
        <EmptyState title="No budget binds you" body="Your calls are counted, and nothing limits them yet." />
      </Card>
    );
  }
  return (
    <section aria-label="Money left" className="space-y-2">
      <h2 className="text-base font-semibold">Money left</h2>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {mine.map((budget) => (
          <BudgetCard
            key={budget.id}
            budget={budget}
            title={TITLES[`${budget.scope} ${budget.period}`] ?? budget.scope}
          />
        ))}
      </div>
    </section>
  );
}
