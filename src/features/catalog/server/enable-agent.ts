import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import type { OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { DisableAgentInput, EnableAgentInput } from "../schemas";
import { AGENT_SELECT, agentView } from "./internal/agent-view";

/** For the whole organization, so only those who configure all of it: a target nobody's team contains. */
const everyone = () => Promise.resolve({});

/**
 * Says that the organization uses an agent program. One that Steward governs works from now on; one that is only listed
 * is noted, and nothing reaches it. What was configured before is kept.
 */
export const enableAgent = command({
  name: "agent.enable",
  permission: "config:update",
  target: everyone,
  input: EnableAgentInput,
  run: ({ db, input }) => switchAgent(db, { agentId: input.agentId, isEnabled: true }),
});

/**
 * Switches an agent program off for everyone: its tool calls and model calls are refused within a second, with a reason
 * that says so. What was configured is kept.
 */
export const disableAgent = command({
  name: "agent.disable",
  permission: "config:update",
  target: everyone,
  input: DisableAgentInput,
  run: ({ db, input }) => switchAgent(db, { agentId: input.agentId, isEnabled: false }),
});

async function switchAgent(db: OrgDb, { agentId, isEnabled }: { agentId: string; isEnabled: boolean }) {
  const where = { id: agentId, runtime: "LOCAL" };
  const before = await db.agentCatalog.findFirst({ where, select: AGENT_SELECT });
  if (!before) throw new DomainError("NOT_FOUND", "This agent does not exist.");
  const { count } = await db.orgAgentConfig.updateMany({ where: { agentCatalogId: agentId }, data: { isEnabled } });
  if (count === 0) await db.orgAgentConfig.create({ data: { id: newId(), agentCatalogId: agentId, isEnabled } });
  const after = agentView(await db.agentCatalog.findFirstOrThrow({ where, select: AGENT_SELECT }));
  return {
    result: after,
    audit: {
      targetType: "agent",
      targetId: agentId,
      before: { name: before.name, state: agentView(before).state },
      after: { name: after.name, state: after.state },
    },
  };
}
