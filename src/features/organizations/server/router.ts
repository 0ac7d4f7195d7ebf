import { memberProcedure, router } from "@/server/trpc";
import { GetOrganizationInput, ListMyOrganizationsInput } from "../schemas";
import { getOrganization } from "./get-organization";
import { listOrganizationsOfUser } from "./list-organizations-of-user";

/** Organizations: the one the person is in, and the others to switch to. */
export const organizationsRouter = router({
  get: memberProcedure.input(GetOrganizationInput).query(({ ctx, input }) => getOrganization(ctx.actor, input)),

  listMine: memberProcedure
    .input(ListMyOrganizationsInput)
    .query(({ ctx }) => listOrganizationsOfUser({ userId: ctx.actor.userId })),
});
