import { newId } from "@/lib/ids";
import { teamPath } from "@/features/teams/server";
import { command } from "@/server/command";
import type { OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { type ConfigClient, SetEmployeeConfigInput, SetTeamConfigInput } from "../schemas";
import { requireLockedPaths, requireSettings } from "./internal/check-settings";
import { readBase, readTeamLevels, storedObject } from "./internal/read-config";
import {
  type LevelView,
  jsonColumn,
  readLevelPrompt,
  requireBasedOn,
  requireHeard,
  writeLevelPrompt,
} from "./internal/write-level";
import type { Level } from "./resolve";

/**
 * Sets what a team's people get differently from the organization; teams below add their own. Refuses what a level above
 * has locked, and what would take back a restriction, by path. Otherwise as `setOrganizationConfig`.
 */
export const setTeamConfig = command({
  name: "config.set_team",
  permission: "config:update",
  target: ({ input }) => Promise.resolve({ teamId: input.teamId }),
  input: SetTeamConfigInput,
  async run({ db, actor, input: { client, teamId, config, lockedPaths, isEnabled, systemPrompt, basedOn } }) {
    requireSettings(config, { isOverride: true });
    requireLockedPaths(lockedPaths);
    if ((await db.team.count({ where: { id: teamId } })) === 0) throw notFound();
    const [, ...aboveTeams] = await teamPath(db, teamId);
    const { agentId, levels } = await levelsAbove(db, { orgId: actor.orgId, client, path: aboveTeams });
    const before = await teamView(db, { teamId, agentId });
    requireBasedOn(basedOn, before.updatedAt);
    requireHeard(levels, config);
    const where = { teamId, agentCatalogId: agentId };
    const data = { configOverride: jsonColumn(config), lockedPaths, isEnabled };
    const { count } = await db.teamAgentConfig.updateMany({ where, data });
    if (count === 0) await db.teamAgentConfig.create({ data: { id: newId(), ...where, ...data } });
    await writeLevelPrompt(db, { teamId, employeeId: null, agentCatalogId: agentId }, systemPrompt);
    const after = await teamView(db, { teamId, agentId });
    return { result: after, audit: { targetType: "team_agent_config", targetId: teamId, before, after } };
  },
});

/** Sets what one person gets differently. Refuses what `setTeamConfig` refuses. */
export const setEmployeeConfig = command({
  name: "config.set_employee",
  permission: "config:update",
  target: ({ input }) => Promise.resolve({ employeeId: input.employeeId }),
  input: SetEmployeeConfigInput,
  async run({ db, actor, input: { client, employeeId, config, lockedPaths, isEnabled, systemPrompt, basedOn } }) {
    requireSettings(config, { isOverride: true });
    requireLockedPaths(lockedPaths);
    const employee = await db.employee.findFirst({
      where: { id: employeeId, deletedAt: null },
      select: { teamId: true },
    });
    if (!employee) throw notFound();
    const path = await teamPath(db, employee.teamId);
    const { agentId, agentName, levels } = await levelsAbove(db, { orgId: actor.orgId, client, path });
    const before = await employeeView(db, { employeeId, agentId });
    requireBasedOn(basedOn, before.updatedAt);
    requireHeard(levels, config);
    const where = { employeeId, agentCatalogId: agentId };
    const data = { configOverride: jsonColumn(config), lockedPaths, isEnabled };
    const { count } = await db.employeeAgentConfig.updateMany({ where, data });
    if (count === 0) await db.employeeAgentConfig.create({ data: { id: newId(), ...where, ...data, name: agentName } });
    await writeLevelPrompt(db, { teamId: null, employeeId, agentCatalogId: agentId }, systemPrompt);
    const after = await employeeView(db, { employeeId, agentId });
    return {
      result: after,
      audit: { targetType: "employee_agent_config", targetId: employeeId, employeeId, before, after },
    };
  },
});

async function levelsAbove(db: OrgDb, from: { orgId: string; client: ConfigClient; path: string[] }) {
  const { agent, levels } = await readBase(db, from);
  const teams = await readTeamLevels(db, { orgId: from.orgId, agentId: agent.id, path: from.path });
  const above: Level[] = [...levels, ...teams];
  return { agentId: agent.id, agentName: agent.name, levels: above };
}

async function teamView(db: OrgDb, { teamId, agentId }: { teamId: string; agentId: string }): Promise<LevelView> {
  const where = { teamId, agentCatalogId: agentId };
  const row = await db.teamAgentConfig.findFirst({ where });
  return overrideView(row, await readLevelPrompt(db, { teamId, employeeId: null, agentCatalogId: agentId }));
}

async function employeeView(
  db: OrgDb,
  { employeeId, agentId }: { employeeId: string; agentId: string },
): Promise<LevelView> {
  const where = { employeeId, agentCatalogId: agentId };
  const row = await db.employeeAgentConfig.findFirst({ where });
  return overrideView(row, await readLevelPrompt(db, { teamId: null, employeeId, agentCatalogId: agentId }));
}

type OverrideRow = { configOverride: unknown; lockedPaths: string[]; isEnabled: boolean; updatedAt: Date } | null;

function overrideView(row: OverrideRow, systemPrompt: string | null): LevelView {
  return {
    config: storedObject(row?.configOverride),
    lockedPaths: row?.lockedPaths ?? [],
    isEnabled: row?.isEnabled ?? true,
    systemPrompt,
    updatedAt: row?.updatedAt ?? null,
  };
}

function notFound(): DomainError {
  return new DomainError("NOT_FOUND", "Not found, or not yours to see.");
}
