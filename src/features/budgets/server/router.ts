import { memberProcedure, router } from "@/server/trpc";
import { ListBudgetsInput, RemoveBudgetInput, SetBudgetInput } from "../schemas";
import { listBudgets } from "./list-budgets";
import { removeBudget } from "./remove-budget";
import { setBudget } from "./set-budget";

/** Budgets: what may be spent, by whom, until when. */
export const budgetsRouter = router({
  list: memberProcedure.input(ListBudgetsInput).query(({ ctx, input }) => listBudgets(ctx.actor, input)),
  set: memberProcedure.input(SetBudgetInput).mutation(({ ctx, input }) => setBudget(ctx.actor, input)),
  remove: memberProcedure.input(RemoveBudgetInput).mutation(({ ctx, input }) => removeBudget(ctx.actor, input)),
});
