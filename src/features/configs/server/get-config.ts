import { loadGate } from "@/features/policies/server";
import { env } from "@/env";
import type { OrgDb } from "@/server/db";
import { query } from "@/server/query";
import { joiningOf, settableKeys } from "../claude-code-keys";
import {
  type ConfigClient,
  GetEffectiveConfigInput,
  GetMyConfigInput,
  GetOrganizationConfigInput,
  ListOverridesInput,
} from "../schemas";
import { HOOK_TOKEN_VARIABLE, compileClaudeCode } from "./clients/claude-code";
import { nativeDenials } from "./clients/claude-code-permissions";
import { findAgent, readPersonConfig, storedObject } from "./internal/read-config";
import { readLevelPrompt } from "./internal/write-level";
import { resolve } from "./resolve";
import { organizationView } from "./set-organization-config";

/** The organization's base for an agent, with the keys that may be set. Everyone who reads configuration may see it. */
export const getOrganizationConfig = query({
  permission: "config:read",
  target: "within",
  input: GetOrganizationConfigInput,
  async run({ db, actor, input }) {
    const view = await organizationView(db, { orgId: actor.orgId, client: input.client });
    return { ...view, keys: settableKeys() };
  },
});

/** The teams and people within reach that differ from the organization's base, each by name. */
export const listOverrides = query({
  permission: "config:read",
  target: "within",
  input: ListOverridesInput,
  async run({ db, within, input }) {
    const agent = await findAgent(db, input.client);
    const isOrgWide = Object.keys(within.employees).length === 0;
    const select = { configOverride: true, lockedPaths: true, isEnabled: true, updatedAt: true } as const;
    const teams = await db.teamAgentConfig.findMany({
      where: { agentCatalogId: agent.id, ...(!isOrgWide && within.ofTeam) },
      select: { ...select, team: { select: { id: true, name: true } } },
      orderBy: { team: { name: "asc" } },
    });
    const employees = await db.employeeAgentConfig.findMany({
      where: { agentCatalogId: agent.id, ...(!isOrgWide && within.ofEmployee) },
      select: { ...select, employee: { select: { id: true, fullName: true, email: true } } },
      orderBy: { employee: { fullName: "asc" } },
    });
    const shown = <Row extends { configOverride: unknown }>({ configOverride, ...row }: Row) => ({
      ...row,
      config: storedObject(configOverride),
    });
    return { teams: teams.map(shown), employees: employees.map(shown) };
  },
});

/**
 * What one person really gets from an agent: every level, the merged result with the level of each value, and the
 * document that Claude Code is served, its token left out. NOT_FOUND for people outside the actor's reach.
 */
export const getEffectiveConfig = query({
  permission: "config:read",
  target: ({ input }) => Promise.resolve({ employeeId: input.employeeId }),
  input: GetEffectiveConfigInput,
  run: ({ db, actor, input }) => effective(db, { orgId: actor.orgId, ...input }),
});

/** The same for the actor. */
export const getMyConfig = query({
  permission: "config:read",
  target: ({ actor }) => Promise.resolve({ employeeId: actor.employeeId }),
  input: GetMyConfigInput,
  run: ({ db, actor, input }) => effective(db, { orgId: actor.orgId, employeeId: actor.employeeId, ...input }),
});

async function effective(db: OrgDb, key: { orgId: string; employeeId: string; client: ConfigClient }) {
  const found = await readPersonConfig(db, key);
  const resolved = resolve({ levels: found.levels, prompts: found.prompts, joining: joiningOf });
  const gate = await loadGate(key.orgId, key.employeeId);
  const document = compileClaudeCode({
    resolved,
    gate,
    gatewayUrl: env.stewardGatewayUrl,
    hookToken: `$${HOOK_TOKEN_VARIABLE}`,
    maxOutputTokens: found.organization.maxOutputTokens,
    knownModels: found.knownModels,
  });
  const prompt = await readLevelPrompt(db, {
    teamId: null,
    employeeId: key.employeeId,
    agentCatalogId: found.agent.id,
  });
  return {
    person: found.person,
    agent: found.agent,
    levels: found.levels,
    ownPrompt: prompt,
    resolved,
    policy: {
      version: gate.policyVersion,
      toolRules: gate.toolRules.length,
      nativeRules: nativeDenials(gate),
      modelPolicies: gate.modelPolicies.map(({ id, name, version }) => ({ id, name, version })),
    },
    document,
  };
}
