import { memberProcedure, router } from "@/server/trpc";
import { ListChargesInput, UsageByInput } from "../schemas";
import { listCharges } from "./list-charges";
import { usageBy } from "./usage-by";

/** Usage: what was spent, on what, by whom. */
export const usageRouter = router({
  by: memberProcedure.input(UsageByInput).query(({ ctx, input }) => usageBy(ctx.actor, input)),
  charges: memberProcedure.input(ListChargesInput).query(({ ctx, input }) => listCharges(ctx.actor, input)),
});
