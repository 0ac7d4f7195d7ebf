import { memberProcedure, router } from "@/server/trpc";
import { GetActivityInput, ListActivityInput, TailActivityInput } from "../schemas";
import { getActivity } from "./get-activity";
import { listActivity } from "./list-activity";
import { tailActivity } from "./tail-activity";

/** Activity: the log, as far as the actor may read it. */
export const activityRouter = router({
  list: memberProcedure.input(ListActivityInput).query(({ ctx, input }) => listActivity(ctx.actor, input)),
  tail: memberProcedure.input(TailActivityInput).query(({ ctx, input }) => tailActivity(ctx.actor, input)),
  get: memberProcedure.input(GetActivityInput).query(({ ctx, input }) => getActivity(ctx.actor, input)),
});
