import { teamPath } from "@/features/teams/server";
import { DomainError } from "@/server/errors";
import { query } from "@/server/query";
import { ListModelPoliciesInput, ModelPolicyInput } from "../schemas";
import { MODEL_ALLOWLIST, MODEL_POLICY_SELECT, modelPolicyView } from "./internal/model-policy";
import type { Actor, Within } from "@/server/access";
import type { OrgDb } from "@/server/db";
import type { Prisma } from "@/generated/prisma/client";

/** The shelf's templates belong to the operator and are not the organization's policies, hence the owner here. */
async function policiesWithin(
  db: OrgDb,
  { actor, within }: { actor: Actor; within: Within },
): Promise<Prisma.PolicyWhereInput> {
  const above = await teamPath(db, actor.teamId);
  const isOrgWide = Object.keys(within.teams).length === 0;
  const own: Prisma.PolicyWhereInput = { orgId: actor.orgId, type: MODEL_ALLOWLIST };
  if (isOrgWide) return own;
  return {
    ...own,
    OR: [
      { appliesTo: "ORG" },
      { agentPolicies: { some: {} } },
      { teamPolicies: { some: { OR: [{ teamId: { in: above } }, { team: within.teams }] } } },
      { employeePolicies: { some: { employee: within.employees } } },
    ],
  };
}

/** The model allow-lists within the actor's reach, by name. Drafts that bind nobody are seen by those who read all. */
export const listModelPolicies = query({
  permission: "policy:read",
  target: "within",
  input: ListModelPoliciesInput,
  async run({ db, actor, within }) {
    const rows = await db.policy.findMany({
      where: await policiesWithin(db, { actor, within }),
      select: MODEL_POLICY_SELECT,
      orderBy: { name: "asc" },
      take: 500,
    });
    return rows.map(modelPolicyView);
  },
});

/** One model allow-list with every version it ever had, newest first. NOT_FOUND outside the actor's reach. */
export const getModelPolicy = query({
  permission: "policy:read",
  target: "within",
  input: ModelPolicyInput,
  async run({ db, actor, within, input }) {
    const row = await db.policy.findFirst({
      where: { AND: [{ id: input.policyId }, await policiesWithin(db, { actor, within })] },
      select: {
        ...MODEL_POLICY_SELECT,
        policyVersions: {
          select: {
            version: true,
            snapshot: true,
            changedAt: true,
            changedBy: { select: { id: true, fullName: true } },
          },
          orderBy: { version: "desc" },
        },
      },
    });
    if (!row) throw new DomainError("NOT_FOUND", "This policy does not exist.");
    const { policyVersions: versions, ...policy } = row;
    return { ...modelPolicyView(policy), versions };
  },
});
