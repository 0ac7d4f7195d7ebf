import { memberProcedure, router } from "@/server/trpc";
import { ListRolesInput } from "../schemas";
import { listRoles } from "./list-roles";

/** Roles: which there are, and what each may do. */
export const rolesRouter = router({
  list: memberProcedure.input(ListRolesInput).query(({ ctx, input }) => listRoles(ctx.actor, input)),
});
