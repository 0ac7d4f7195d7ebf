import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import type { OrgDb } from "@/server/db";
import { SetOrganizationConfigInput } from "../schemas";
import { requireLockedPaths, requireSettings } from "./internal/check-settings";
import { readBase } from "./internal/read-config";
import { type LevelView, jsonColumn, readLevelPrompt, requireBasedOn, writeLevelPrompt } from "./internal/write-level";

/**
 * Sets the organization's base for an agent: what everybody gets unless a team or a person differs. Replaces what was
 * there. Throws INVALID, naming the key, for settings that are unknown, of the wrong kind, or of a class that needs a
 * second person; LIMIT_EXCEEDED, with the count, for more than 4 MB or 20,000 rules; STALE when it changed meanwhile.
 */
export const setOrganizationConfig = command({
  name: "config.set_organization",
  permission: "config:update",
  // No team and no person: within reach only for those who configure everything.
  target: () => Promise.resolve({}),
  input: SetOrganizationConfigInput,
  async run({ db, actor, input: { client, config, lockedPaths, systemPrompt, basedOn } }) {
    requireSettings(config, { isOverride: false });
    requireLockedPaths(lockedPaths);
    const before = await organizationView(db, { orgId: actor.orgId, client });
    requireBasedOn(basedOn, before.updatedAt);
    const agentCatalogId = before.agentId;
    const data = { config: jsonColumn(config), lockedPaths };
    const { count } = await db.orgAgentConfig.updateMany({ where: { agentCatalogId }, data });
    if (count === 0) await db.orgAgentConfig.create({ data: { id: newId(), agentCatalogId, ...data } });
    await writeLevelPrompt(db, { teamId: null, employeeId: null, agentCatalogId }, systemPrompt);
    const after = await organizationView(db, { orgId: actor.orgId, client });
    return {
      result: after,
      audit: { targetType: "org_agent_config", targetId: agentCatalogId, before, after },
    };
  },
});

/** The organization's level as the editor shows it. */
export async function organizationView(
  db: OrgDb,
  key: { orgId: string; client: "claude-code" },
): Promise<LevelView & { agentId: string }> {
  const { agent, levels, updatedAt } = await readBase(db, key);
  const own = levels[1];
  return {
    agentId: agent.id,
    config: own?.config ?? {},
    lockedPaths: [...(own?.lockedPaths ?? [])],
    isEnabled: own?.isEnabled ?? true,
    systemPrompt: await readLevelPrompt(db, { teamId: null, employeeId: null, agentCatalogId: agent.id }),
    updatedAt,
  };
}
