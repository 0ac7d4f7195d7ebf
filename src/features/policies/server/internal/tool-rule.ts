import { Prisma } from "@/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { Db, OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import type { ConditionGroup, ConditionNode } from "../../schemas";
import { patternFault } from "../gate/conditions";

/** The columns of a rule that pages show and the log keeps. */
export const TOOL_RULE_VIEW = {
  id: true,
  toolName: true,
  action: true,
  conditions: true,
  reason: true,
  isEnabled: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  team: { select: { id: true, name: true } },
  employee: { select: { id: true, fullName: true } },
  agent: { select: { id: true, name: true } },
  createdBy: { select: { id: true, fullName: true } },
} as const satisfies Prisma.ToolPolicySelect;

export type ToolRuleView = Prisma.ToolPolicyGetPayload<{ select: typeof TOOL_RULE_VIEW }>;

/** More rules than this make settings documents that no client should have to read. */
export const MAX_TOOL_RULES = 20_000;

/** What a rule says, as a version keeps it. */
export function ruleSnapshot({ id, toolName, action, conditions, reason, isEnabled, ...rule }: ToolRuleView) {
  const scope = {
    teamId: rule.team?.id ?? null,
    employeeId: rule.employee?.id ?? null,
    agentId: rule.agent?.id ?? null,
  };
  return { id, toolName, action, conditions, reason, isEnabled, ...scope };
}

/** Keeps a version of a rule, in the transaction that made it. A removed rule's last version says so. */
export async function keepRuleVersion(
  db: OrgDb,
  rule: ToolRuleView,
  change: { by: string; isDeleted?: boolean },
): Promise<void> {
  await db.policyVersion.create({
    data: {
      id: newId(),
      toolPolicyId: rule.id,
      version: rule.version,
      snapshot: { ...ruleSnapshot(rule), ...(change.isDeleted && { isDeleted: true }) },
      changedById: change.by,
    },
  });
}

/** The rule of that id and version. Throws NOT_FOUND, or STALE when somebody changed it meanwhile. */
export async function findRuleToChange(
  db: OrgDb,
  { toolRuleId, version }: { toolRuleId: string; version: number },
): Promise<ToolRuleView> {
  const rule = await db.toolPolicy.findUnique({ where: { id: toolRuleId }, select: TOOL_RULE_VIEW });
  if (!rule) throw new DomainError("NOT_FOUND", "This rule does not exist.");
  if (rule.version !== version) throw staleRule();
  return rule;
}

/** Writes the next version of a rule, unless another one was written since it was read. */
export async function writeNextRule(
  db: OrgDb,
  rule: ToolRuleView,
  data: Prisma.ToolPolicyUncheckedUpdateManyInput,
): Promise<ToolRuleView> {
  const { count } = await db.toolPolicy.updateMany({
    where: { id: rule.id, version: rule.version },
    data: { ...data, version: rule.version + 1 },
  });
  if (count === 0) throw staleRule();
  return db.toolPolicy.findUniqueOrThrow({ where: { id: rule.id }, select: TOOL_RULE_VIEW });
}

export function staleRule(): DomainError {
  return new DomainError("STALE", "Somebody changed this meanwhile.", { remedy: "Reload the page and try again." });
}

/** JSON null and the column's null are two things in Prisma; a rule without conditions has the column's. */
export function conditionsColumn(conditions: ConditionGroup | null): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return conditions === null ? Prisma.DbNull : conditions;
}

/** Refuses regular expressions that do not run in linear time, naming where they stand. */
export function requirePatterns(node: ConditionNode | null, path = "conditions"): void {
  if (node === null) return;
  if ("op" in node) {
    const fault = node.op === "matches" || node.op === "not_matches" ? patternFault(node.value) : null;
    if (fault === null) return;
    throw new DomainError("INVALID", `${path}.value: this is not a pattern we can run: ${fault}`, {
      field: `${path}.value`,
      remedy: "Use RE2 syntax, which has no back-references and no look-around.",
    });
  }
  const [kind, members] = "any" in node ? ["any", node.any] : ["all", node.all];
  members.forEach((member, at) => {
    requirePatterns(member, `${path}.${kind}.${at}`);
  });
}

/** Throws LIMIT_EXCEEDED, with the count, when one more rule would be too many. */
export async function requireRoomForRule(db: OrgDb): Promise<void> {
  const count = await db.toolPolicy.count();
  if (count < MAX_TOOL_RULES) return;
  throw new DomainError(
    "LIMIT_EXCEEDED",
    `There are ${count} tool rules already; an organization can have ${MAX_TOOL_RULES}.`,
    { remedy: "Delete rules that are not needed, or let one rule with a * stand for several." },
  );
}

type Scope = { teamId?: string | undefined; employeeId?: string | undefined; agentId?: string | undefined };

/** Throws NOT_FOUND, naming the field, when somebody or something a rule is limited to does not exist here. */
export async function requireScope(db: Db, { teamId, employeeId, agentId }: Scope): Promise<void> {
  const missing = (field: string, what: string): DomainError =>
    new DomainError("NOT_FOUND", `This ${what} does not exist.`, { field: `scope.${field}` });
  if (teamId !== undefined && (await db.team.count({ where: { id: teamId } })) === 0) throw missing("teamId", "team");
  if (employeeId !== undefined && (await db.employee.count({ where: { id: employeeId, deletedAt: null } })) === 0) {
    throw missing("employeeId", "person");
  }
  if (agentId !== undefined && (await db.agentCatalog.count({ where: { id: agentId } })) === 0) {
    throw missing("agentId", "agent");
  }
}
