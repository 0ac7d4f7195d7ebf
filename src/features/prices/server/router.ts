import { memberProcedure, router } from "@/server/trpc";
import { ListPricesInput } from "../schemas";
import { listPrices } from "./list-prices";

/** Prices: what a model call is booked at. */
export const pricesRouter = router({
  list: memberProcedure.input(ListPricesInput).query(({ ctx, input }) => listPrices(ctx.actor, input)),
});
