import type { Prisma } from "@/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { type Attachment, ModelRules } from "../../schemas";
import { requireScope, staleRule } from "./tool-rule";

export const MODEL_ALLOWLIST = "model_allowlist";

export const MODEL_POLICY_SELECT = {
  id: true,
  name: true,
  description: true,
  rules: true,
  severity: true,
  appliesTo: true,
  version: true,
  isEnabled: true,
  createdAt: true,
  updatedAt: true,
  teamPolicies: { select: { team: { select: { id: true, name: true } } } },
  employeePolicies: { select: { employee: { select: { id: true, fullName: true } } } },
  agentPolicies: { select: { agent: { select: { id: true, name: true } } } },
} as const satisfies Prisma.PolicySelect;

type Row = Prisma.PolicyGetPayload<{ select: typeof MODEL_POLICY_SELECT }>;

/** A model allow-list with whom it binds. */
export function modelPolicyView({ teamPolicies, employeePolicies, agentPolicies, rules, ...policy }: Row) {
  return {
    ...policy,
    rules: ModelRules.parse(rules),
    teams: teamPolicies.map(({ team }) => team),
    employees: employeePolicies.map(({ employee }) => employee),
    agents: agentPolicies.map(({ agent }) => agent),
  };
}
export type ModelPolicyView = ReturnType<typeof modelPolicyView>;

/** What a policy says and binds, as a version keeps it. */
export function policySnapshot({ teams, employees, agents, createdAt, updatedAt, ...policy }: ModelPolicyView) {
  const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id).sort();
  return { ...policy, teamIds: ids(teams), employeeIds: ids(employees), agentIds: ids(agents) };
}

export async function keepPolicyVersion(
  db: OrgDb,
  policy: ModelPolicyView,
  change: { by: string; isDeleted?: boolean },
): Promise<void> {
  await db.policyVersion.create({
    data: {
      id: newId(),
      policyId: policy.id,
      version: policy.version,
      snapshot: { ...policySnapshot(policy), ...(change.isDeleted && { isDeleted: true }) },
      changedById: change.by,
    },
  });
}

/** The organization's own allow-list of that id; the operator's templates bind nobody and cannot be changed here. */
export async function findModelPolicy(db: OrgDb, { orgId, policyId }: { orgId: string; policyId: string }) {
  const row = await db.policy.findFirst({
    where: { id: policyId, orgId, type: MODEL_ALLOWLIST },
    select: MODEL_POLICY_SELECT,
  });
  if (!row) throw new DomainError("NOT_FOUND", "This policy does not exist.");
  return modelPolicyView(row);
}

export function requireVersion(policy: ModelPolicyView, version: number): void {
  if (policy.version !== version) throw staleRule();
}

/** Binds a policy to exactly whom the attachment names. Throws NOT_FOUND for what does not exist. */
export async function attachPolicy(db: OrgDb, policyId: string, attachment: Attachment): Promise<void> {
  await db.teamPolicy.deleteMany({ where: { policyId } });
  await db.employeePolicy.deleteMany({ where: { policyId } });
  await db.agentPolicy.deleteMany({ where: { policyId } });
  if (attachment.appliesTo === "ORG") return;
  const { teamIds, employeeIds, agentIds } = attachment;
  for (const teamId of new Set(teamIds)) {
    await requireScope(db, { teamId });
    await db.teamPolicy.create({ data: { id: newId(), teamId, policyId } });
  }
  for (const employeeId of new Set(employeeIds)) {
    await requireScope(db, { employeeId });
    await db.employeePolicy.create({ data: { id: newId(), employeeId, policyId } });
  }
  for (const agentId of new Set(agentIds)) {
    await requireScope(db, { agentId });
    await db.agentPolicy.create({ data: { id: newId(), agentId, policyId } });
  }
}

export function policyNameTaken(cause: unknown): DomainError {
  return new DomainError("CONFLICT", "There is a policy of this name.", { field: "name", cause });
}
