import { z } from "zod";
import { now } from "@/server/clock";
import { DomainError } from "@/server/errors";
import { onChange } from "@/server/notify";
import { systemPool } from "@/server/system-db";
import { type Gate, compileGate, policyVersionOf } from "./gate/gate";
import { MODEL_ALLOWLIST } from "./internal/model-policy";

/** How long a version read is believed without asking again: what holds when every notice is lost. */
const VERSION_MAX_AGE_MS = 2_000;
const MAX_CACHED = 50_000;

/** Sign-ins and devices change far more often than configuration, and change nothing that is derived from it. */
const SIGN_IN_TABLES = new Set(["access_tokens", "api_tokens", "devices", "refresh_tokens", "sessions", "users"]);

type Entry = { gate: Gate; configVersion: number };
type OrgCache = {
  byEmployee: Map<string, Entry>;
  /** People bound by the same rules share one compiled gate. */
  byPolicyVersion: Map<string, Gate>;
  version: { value: Promise<number>; readAt: number } | null;
};

const cache = new Map<string, OrgCache>();
let cached = 0;

/**
 * What binds this person now, compiled. Kept by the organization's `config_version`, which the database raises with
 * every change; a notice drops it at once, and the version is read again after two seconds in any case.
 *
 * Fails closed: throws UNAVAILABLE when the rules cannot be read and NOT_FOUND for a person who is not there, and the
 * caller then refuses. It never answers with fewer rules than there are.
 */
export async function loadGate(orgId: string, employeeId: string): Promise<Gate> {
  try {
    const org = cacheOf(orgId);
    const configVersion = await versionOf(orgId, org);
    const entry = org.byEmployee.get(employeeId);
    if (entry?.configVersion === configVersion) return entry.gate;
    return await read(org, { orgId, employeeId });
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError("UNAVAILABLE", "Your organization's rules cannot be read right now, so nothing is allowed.", {
      remedy: "Try again in a minute.",
      retryAfterSeconds: 5,
      cause,
    });
  }
}

/**
 * The organization's configuration version, at most two seconds old: what everything derived from configuration is kept
 * by. Throws when it cannot be read.
 */
export function configVersion(orgId: string): Promise<number> {
  return versionOf(orgId, cacheOf(orgId));
}

/** Drops compiled rules as soon as the database announces a change; for a process that decides, from start to end. */
export function watchGates(): () => Promise<void> {
  return onChange(({ orgId, table }) => {
    if (SIGN_IN_TABLES.has(table)) return;
    if (orgId === null) forgetGates();
    else cache.delete(orgId);
  });
}

/** Forgets every compiled gate. */
export function forgetGates(): void {
  cache.clear();
  cached = 0;
}

function cacheOf(orgId: string): OrgCache {
  let org = cache.get(orgId);
  if (!org) {
    org = { byEmployee: new Map(), byPolicyVersion: new Map(), version: null };
    cache.set(orgId, org);
  }
  return org;
}

/** One read at a time per organization; a failed one is not kept. */
function versionOf(orgId: string, org: OrgCache): Promise<number> {
  const at = now().getTime();
  if (org.version !== null && at - org.version.readAt < VERSION_MAX_AGE_MS) return org.version.value;
  const value = readVersion(orgId).catch((error: unknown) => {
    org.version = null;
    throw error;
  });
  org.version = { value, readAt: at };
  return value;
}

async function readVersion(orgId: string): Promise<number> {
  const { rows } = await systemPool().query<{ config_version: number }>(
    "select config_version from organizations where id = $1",
    [orgId],
  );
  const [row] = rows;
  if (!row) throw new DomainError("NOT_FOUND", "This organization does not exist.");
  return row.config_version;
}

const Facts = z.object({
  config_version: z.number().int(),
  is_known: z.boolean(),
  tool_rules: z.array(
    z.object({
      id: z.uuid(),
      version: z.number(),
      toolName: z.string(),
      action: z.string(),
      reason: z.string().nullable(),
      conditions: z.unknown(),
      client: z.string().nullable(),
    }),
  ),
  model_policies: z.array(
    z.object({
      id: z.uuid(),
      version: z.number(),
      name: z.string(),
      severity: z.string(),
      rules: z.unknown(),
      client: z.string().nullable(),
    }),
  ),
  disabled_agents: z.array(
    z.object({ client: z.string(), name: z.string(), by: z.enum(["organization", "team", "employee"]) }),
  ),
});

/** One statement, so that all of it is of one moment. `$1` organization, `$2` person, `$3` the policies' type. */
const FACTS = `
with recursive me as (
  select id, team_id from employees where org_id = $1 and id = $2 and deleted_at is null
), path as (
  select t.id, t.parent_team_id, 0 as depth from teams t join me on t.id = me.team_id where t.org_id = $1
  union all
  select t.id, t.parent_team_id, p.depth + 1 from teams t join path p on t.id = p.parent_team_id
  where t.org_id = $1 and p.depth < 20
), rules as (
  select r.id, r.version, r.tool_name, r.action, r.reason, r.conditions, a.type as client
  from tool_policies r left join agent_catalog a on a.id = r.agent_id
  where r.org_id = $1 and r.is_enabled
    and (r.team_id is null or r.team_id in (select id from path))
    and (r.employee_id is null or r.employee_id = $2)
), bound as (
  select p.id as policy_id, null::text as client from policies p where p.org_id = $1 and p.applies_to = 'ORG'
  union
  select tp.policy_id, null from team_policies tp where tp.org_id = $1 and tp.team_id in (select id from path)
  union
  select ep.policy_id, null from employee_policies ep where ep.org_id = $1 and ep.employee_id = $2
  union
  select ap.policy_id, a.type from agent_policies ap join agent_catalog a on a.id = ap.agent_id where ap.org_id = $1
), lists as (
  select p.id, p.version, p.name, p.severity, p.rules, bound.client
  from policies p join bound on bound.policy_id = p.id
  where p.org_id = $1 and p.is_enabled and p.type = $3
), switched_off as (
  select agent_catalog_id, 1 as level, 'organization' as by from org_agent_configs where org_id = $1 and not is_enabled
  union all
  select agent_catalog_id, 2, 'team' from team_agent_configs
  where org_id = $1 and not is_enabled and team_id in (select id from path)
  union all
  select agent_catalog_id, 3, 'employee' from employee_agent_configs
  where org_id = $1 and employee_id = $2 and (not is_enabled or status <> 'active')
), off as (
  select distinct on (a.type) a.type as client, a.name, s.by
  from switched_off s join agent_catalog a on a.id = s.agent_catalog_id order by a.type, s.level
)
select
  (select config_version from organizations where id = $1) as config_version,
  exists (select from me) as is_known,
  (select coalesce(json_agg(json_build_object('id', id, 'version', version, 'toolName', tool_name, 'action', action,
    'reason', reason, 'conditions', conditions, 'client', client)), '[]') from rules) as tool_rules,
  (select coalesce(json_agg(json_build_object('id', id, 'version', version, 'name', name, 'severity', severity,
    'rules', rules, 'client', client)), '[]') from lists) as model_policies,
  (select coalesce(json_agg(json_build_object('client', client, 'name', name, 'by', by)), '[]') from off) as disabled_agents`;

async function read(org: OrgCache, { orgId, employeeId }: { orgId: string; employeeId: string }): Promise<Gate> {
  const { rows } = await systemPool().query(FACTS, [orgId, employeeId, MODEL_ALLOWLIST]);
  const facts = Facts.parse(rows[0]);
  if (!facts.is_known) throw new DomainError("NOT_FOUND", "This person is not in the organization.");
  const gateFacts = {
    toolRules: facts.tool_rules.map((rule) => ({ ...rule, conditions: rule.conditions ?? null })),
    modelPolicies: facts.model_policies.map((policy) => ({ ...policy, rules: policy.rules ?? null })),
    disabledAgents: facts.disabled_agents,
  };
  const policyVersion = policyVersionOf(gateFacts);
  const gate = org.byPolicyVersion.get(policyVersion) ?? compileGate(gateFacts);
  if (cached >= MAX_CACHED) forgetGates();
  org.byPolicyVersion.set(policyVersion, gate);
  org.byEmployee.set(employeeId, { gate, configVersion: facts.config_version });
  cached += 1;
  return gate;
}
