import { query } from "@/server/query";
import { ListBudgetsInput } from "../schemas";
import { budgetView } from "./internal/budget-view";
import { currentSpan } from "./internal/current-span";

/**
 * The organization's budgets and those of the people one may see, each with how the current period stands: spent, and
 * apart from it what calls in progress hold. A budget nobody has used in this period stands at zero.
 */
export const listBudgets = query({
  permission: "usage:read",
  target: "within",
  input: ListBudgetsInput,
  async run({ db, input, within, now }) {
    const { timeZone } = await db.organization.findFirstOrThrow({ select: { timeZone: true } });
    const mine = { scope: "EMPLOYEE", employee: { AND: [within.employees, { deletedAt: null }] } };
    const budgets = await db.budget.findMany({
      where:
        input.employeeId === undefined
          ? { OR: [{ scope: "ORG" }, mine] }
          : { AND: [mine, { employeeId: input.employeeId }] },
      include: {
        employee: { select: { id: true, fullName: true, email: true } },
        budgetPeriods: { orderBy: { periodStart: "desc" }, take: 1 },
      },
      orderBy: [{ scope: "desc" }, { period: "desc" }, { createdAt: "asc" }],
    });
    return budgets.map(({ employee, budgetPeriods: [latest], ...budget }) => {
      const span = currentSpan(now, { period: budget.period, timeZone });
      const current = latest && latest.periodEnd > now ? latest : null;
      return {
        ...budgetView(budget),
        employee,
        spentUsd: current?.spentUsd.toFixed() ?? "0",
        heldUsd: current?.heldUsd.toFixed() ?? "0",
        periodStart: current?.periodStart ?? span.starts,
        periodEnd: current?.periodEnd ?? span.ends,
      };
    });
  },
});
