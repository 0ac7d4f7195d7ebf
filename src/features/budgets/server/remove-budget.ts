import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { RemoveBudgetInput } from "../schemas";
import { budgetView } from "./internal/budget-view";

/**
 * Removes a person's budget, or the organization's daily one. What was spent stays in the ledger. Throws CONFLICT for the
 * organization's monthly budget, which belongs to its subscription: set it to unlimited instead.
 */
export const removeBudget = command({
  name: "budget.remove",
  permission: "budget:manage",
  input: RemoveBudgetInput,
  async run({ db, input }) {
    const budget = await db.budget.findUnique({ where: { id: input.budgetId } });
    if (!budget) throw new DomainError("NOT_FOUND", "This budget does not exist.");
    if (budget.scope === "ORG" && budget.period === "MONTH") {
      throw new DomainError("CONFLICT", "The organization's monthly budget cannot be removed.", {
        remedy: "Set it to unlimited.",
      });
    }
    await db.budget.delete({ where: { id: budget.id } });
    const before = budgetView(budget);
    return {
      result: { id: budget.id },
      audit: {
        targetType: "budget",
        targetId: budget.id,
        before,
        ...(budget.employeeId !== null && { employeeId: budget.employeeId }),
      },
    };
  },
});
