import { z } from "zod";
import { effectiveSettings } from "@/features/organizations/server";
import { teamPath } from "@/features/teams/server";
import type { JsonObject } from "@/lib/json";
import type { Db } from "@/server/db";
import { DomainError } from "@/server/errors";
import type { ConfigClient } from "../../schemas";
import type { Level, LevelRef, Prompt } from "../resolve";

/** Everything that a person's configuration of one agent program is made of, at one moment. */
export type PersonConfig = {
  organization: { id: string; slug: string; name: string; configVersion: number; maxOutputTokens: number };
  person: { id: string; name: string; email: string; teamId: string | null };
  agent: { id: string; name: string; type: string };
  levels: Level[];
  prompts: Prompt[];
  /** The models of the agent's vendor that have a price. */
  knownModels: string[];
};

type Key = { orgId: string; client: ConfigClient };

const Stored = z.record(z.string(), z.json());
const OperatorRow = z.tuple([z.object({ id: z.uuid().nullable() })]);

/** A stored document; what is no object says nothing. The database lets nothing else in, and the verbs less still. */
export function storedObject(value: unknown): JsonObject {
  const parsed = Stored.safeParse(value);
  return parsed.success ? parsed.data : {};
}

/** The built-in agent program of that key. Throws UNAVAILABLE before the shelf was stocked. */
export async function findAgent(db: Db, client: ConfigClient) {
  const [operator] = OperatorRow.parse(await db.$queryRaw`select operator_org_id() as id`);
  const agent = await db.agentCatalog.findFirst({
    where: { type: client, orgId: operator.id ?? "" },
    select: { id: true, orgId: true, name: true, type: true, status: true, defaultConfig: true, llmProvider: true },
  });
  if (!agent)
    throw new DomainError("UNAVAILABLE", "The shelf has no such agent yet.", { remedy: "Run the migrations." });
  return agent;
}

/** The shelf's and the organization's level. */
export async function readBase(db: Db, { orgId, client }: Key) {
  const agent = await findAgent(db, client);
  const organization = await db.organization.findUnique({
    where: { id: orgId },
    select: { id: true, slug: true, name: true, plan: true, settings: true, configVersion: true },
  });
  if (!organization) throw new DomainError("NOT_FOUND", "This organization does not exist.");
  const row = await db.orgAgentConfig.findFirst({
    where: { orgId, agentCatalogId: agent.id },
    select: { config: true, lockedPaths: true, isEnabled: true, updatedAt: true },
  });
  const levels: Level[] = [
    {
      kind: "catalog",
      id: agent.id,
      name: agent.name,
      config: storedObject(agent.defaultConfig),
      lockedPaths: [],
      isEnabled: agent.status === "active",
    },
    {
      kind: "organization",
      id: organization.id,
      name: organization.name,
      config: storedObject(row?.config),
      lockedPaths: row?.lockedPaths ?? [],
      isEnabled: row?.isEnabled ?? true,
    },
  ];
  return { agent, organization, levels, updatedAt: row?.updatedAt ?? null };
}

/** The levels of a team's path, from the top down. A team without an override says nothing. */
export async function readTeamLevels(db: Db, from: { orgId: string; agentId: string; path: readonly string[] }) {
  const ids = [...from.path].reverse();
  const teams = await db.team.findMany({
    where: { orgId: from.orgId, id: { in: ids } },
    select: {
      id: true,
      name: true,
      teamAgentConfigs: {
        where: { agentCatalogId: from.agentId },
        select: { configOverride: true, lockedPaths: true, isEnabled: true },
      },
    },
  });
  const byId = new Map(teams.map((team) => [team.id, team]));
  return ids.flatMap((id): Level[] => {
    const team = byId.get(id);
    if (!team) return [];
    const [row] = team.teamAgentConfigs;
    const config = storedObject(row?.configOverride);
    const isEnabled = row?.isEnabled ?? true;
    return [{ kind: "team", id, name: team.name, config, lockedPaths: row?.lockedPaths ?? [], isEnabled }];
  });
}

/** All of it for one person. Throws NOT_FOUND for somebody who is not there. */
export async function readPersonConfig(db: Db, key: Key & { employeeId: string }): Promise<PersonConfig> {
  const { orgId, employeeId } = key;
  const base = await readBase(db, key);
  const employee = await db.employee.findFirst({
    where: { id: employeeId, orgId, deletedAt: null },
    select: {
      id: true,
      fullName: true,
      email: true,
      teamId: true,
      employeeAgentConfigs: {
        where: { agentCatalogId: base.agent.id },
        select: { configOverride: true, lockedPaths: true, isEnabled: true, status: true },
      },
    },
  });
  if (!employee) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
  const path = await teamPath(db, employee.teamId);
  const [own] = employee.employeeAgentConfigs;
  const levels: Level[] = [
    ...base.levels,
    ...(await readTeamLevels(db, { orgId, agentId: base.agent.id, path })),
    {
      kind: "employee",
      id: employee.id,
      name: employee.fullName,
      config: storedObject(own?.configOverride),
      lockedPaths: own?.lockedPaths ?? [],
      isEnabled: own === undefined || (own.isEnabled && own.status === "active"),
    },
  ];
  const { plan, settings, ...organization } = base.organization;
  return {
    organization: { ...organization, maxOutputTokens: effectiveSettings(plan, settings).maxOutputTokens },
    person: { id: employee.id, name: employee.fullName, email: employee.email, teamId: employee.teamId },
    agent: { id: base.agent.id, name: base.agent.name, type: base.agent.type },
    levels,
    prompts: await readPrompts(db, { orgId, agentId: base.agent.id, levels }),
    knownModels: await readModels(db, { orgIds: [orgId, base.agent.orgId], provider: base.agent.llmProvider }),
  };
}

async function readPrompts(db: Db, from: { orgId: string; agentId: string; levels: Level[] }): Promise<Prompt[]> {
  const byId = new Map<string, LevelRef>(from.levels.map(({ kind, id, name }) => [id, { kind, id, name }]));
  const ids = [...byId.keys()];
  const rows = await db.systemPrompt.findMany({
    where: {
      AND: [
        { orgId: from.orgId },
        { OR: [{ agentCatalogId: null }, { agentCatalogId: from.agentId }] },
        { OR: [{ teamId: null, employeeId: null }, { teamId: { in: ids } }, { employeeId: { in: ids } }] },
      ],
    },
    select: { id: true, prompt: true, priority: true, teamId: true, employeeId: true },
  });
  return rows.flatMap(({ id, prompt, priority, teamId, employeeId }): Prompt[] => {
    const level = byId.get(employeeId ?? teamId ?? from.orgId);
    return level ? [{ level, priority, id, prompt }] : [];
  });
}

async function readModels(db: Db, from: { orgIds: string[]; provider: string | null }): Promise<string[]> {
  if (from.provider === null) return [];
  const rows = await db.integrationRegistry.findMany({
    where: { orgId: { in: from.orgIds }, providerName: from.provider, status: "active", modelName: { not: null } },
    select: { modelName: true },
    distinct: ["modelName"],
  });
  return rows.flatMap(({ modelName }) => (modelName === null ? [] : [modelName])).sort();
}
