import type { Prisma } from "@/generated/prisma/client";

type BudgetRow = {
  id: string;
  scope: string;
  period: string;
  mode: string;
  employeeId: string | null;
  limitUsd: Prisma.Decimal | null;
  alertAt: number[];
};

/** A budget as people see it. */
export function budgetView({ id, scope, period, mode, employeeId, limitUsd, alertAt }: BudgetRow) {
  return { id, scope, period, mode, employeeId, limitUsd: limitUsd?.toFixed() ?? null, alertAt };
}
