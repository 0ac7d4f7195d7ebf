import { memberProcedure, router } from "@/server/trpc";
import { GetOrganizationInput, ListMyOrganizationsInput, SetLogoInput, UpdateOrganizationInput } from "../schemas";
import { getOrganization } from "./get-organization";
import { listOrganizationsOfUser } from "./list-organizations-of-user";
import { setLogo } from "./set-logo";
import { updateOrganization } from "./update-organization";

/** Organizations: the one the person is in, and the others to switch to. */
export const organizationsRouter = router({
  get: memberProcedure.input(GetOrganizationInput).query(({ ctx, input }) => getOrganization(ctx.actor, input)),

  update: memberProcedure
    .input(UpdateOrganizationInput)
    .mutation(({ ctx, input }) => updateOrganization(ctx.actor, input)),

  setLogo: memberProcedure.input(SetLogoInput).mutation(({ ctx, input }) => setLogo(ctx.actor, input)),

  listMine: memberProcedure
    .input(ListMyOrganizationsInput)
    .query(({ ctx }) => listOrganizationsOfUser({ userId: ctx.actor.userId })),
});
