import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { SetBudgetInput } from "../schemas";
import { budgetView } from "./internal/budget-view";

/**
 * Sets what the organization or one person may spend in a day or month; it binds the next call. Lowering a limit below
 * what is spent stops further calls until the period ends. The organization's monthly budget is also its subscription's.
 * Throws NOT_FOUND for a person who is not there.
 */
export const setBudget = command({
  name: "budget.set",
  permission: "budget:manage",
  input: SetBudgetInput,
  async run({ db, input }) {
    const employeeId = input.scope === "EMPLOYEE" ? input.employeeId : null;
    if (employeeId !== null && (await db.employee.count({ where: { id: employeeId, deletedAt: null } })) === 0) {
      throw new DomainError("NOT_FOUND", "This person is not in the organization.", { field: "employeeId" });
    }
    const which = { scope: input.scope, employeeId, period: input.period };
    const terms = { limitUsd: input.limitUsd, mode: input.mode, alertAt: input.alertAt };
    const before = await db.budget.findFirst({ where: which });
    const budget = before
      ? await db.budget.update({ where: { id: before.id }, data: terms })
      : await db.budget.create({ data: { id: newId(), ...which, ...terms } });
    const result = budgetView(budget);
    return {
      result,
      audit: {
        targetType: "budget",
        targetId: budget.id,
        ...(before && { before: budgetView(before) }),
        after: result,
        ...(employeeId !== null && { employeeId }),
      },
    };
  },
});
