import { memberProcedure, router } from "@/server/trpc";
import { DisableAgentInput, EnableAgentInput, GetAgentInput, ListAgentsInput } from "../schemas";
import { disableAgent, enableAgent } from "./enable-agent";
import { getAgent, listAgents } from "./list-agents";

/** The shelf: which agent programs there are, what Steward does about each, and which the organization uses. */
export const catalogRouter = router({
  list: memberProcedure.input(ListAgentsInput).query(({ ctx, input }) => listAgents(ctx.actor, input)),
  get: memberProcedure.input(GetAgentInput).query(({ ctx, input }) => getAgent(ctx.actor, input)),
  enable: memberProcedure.input(EnableAgentInput).mutation(({ ctx, input }) => enableAgent(ctx.actor, input)),
  disable: memberProcedure.input(DisableAgentInput).mutation(({ ctx, input }) => disableAgent(ctx.actor, input)),
});
