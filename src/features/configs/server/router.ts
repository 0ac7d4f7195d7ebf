import { memberProcedure, router } from "@/server/trpc";
import {
  GetEffectiveConfigInput,
  GetMyConfigInput,
  GetOrganizationConfigInput,
  ListOverridesInput,
  SetEmployeeConfigInput,
  SetOrganizationConfigInput,
  SetTeamConfigInput,
} from "../schemas";
import { getEffectiveConfig, getMyConfig, getOrganizationConfig, listOverrides } from "./get-config";
import { setOrganizationConfig } from "./set-organization-config";
import { setEmployeeConfig, setTeamConfig } from "./set-override";

/** Configurations: what an agent is set to, level by level, and what comes out for each person. */
export const configsRouter = router({
  getOrganization: memberProcedure
    .input(GetOrganizationConfigInput)
    .query(({ ctx, input }) => getOrganizationConfig(ctx.actor, input)),
  setOrganization: memberProcedure
    .input(SetOrganizationConfigInput)
    .mutation(({ ctx, input }) => setOrganizationConfig(ctx.actor, input)),
  setTeam: memberProcedure.input(SetTeamConfigInput).mutation(({ ctx, input }) => setTeamConfig(ctx.actor, input)),
  setEmployee: memberProcedure
    .input(SetEmployeeConfigInput)
    .mutation(({ ctx, input }) => setEmployeeConfig(ctx.actor, input)),
  listOverrides: memberProcedure.input(ListOverridesInput).query(({ ctx, input }) => listOverrides(ctx.actor, input)),
  getEffective: memberProcedure
    .input(GetEffectiveConfigInput)
    .query(({ ctx, input }) => getEffectiveConfig(ctx.actor, input)),
  getMine: memberProcedure.input(GetMyConfigInput).query(({ ctx, input }) => getMyConfig(ctx.actor, input)),
});
