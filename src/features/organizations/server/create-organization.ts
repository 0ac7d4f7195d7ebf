import type { z } from "zod";
import { newId } from "@/lib/ids";
import type { SystemDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { systemCommand } from "@/server/system-command";
import { CreateOrganizationInput, PLAN_LIMITS } from "../schemas";

type NewOrganization = Omit<z.output<typeof CreateOrganizationInput>, "parentSlug"> & { parentId: string };

/**
 * An organization without people, made by the operator's shell or a seed; companies that sign themselves up come
 * through `signUp`. Throws CONFLICT when the slug is taken and NOT_FOUND when the parent is.
 */
export const createOrganization = systemCommand({
  name: "organization.create",
  input: CreateOrganizationInput,
  async run({ db, input: { parentSlug, ...input } }) {
    const parent = await db.organization.findFirst({
      where: parentSlug === undefined ? { type: "APP" } : { slug: parentSlug },
      select: { id: true },
    });
    if (!parent) throw new DomainError("NOT_FOUND", "The parent organization does not exist.", { field: "parentSlug" });
    const organization = await insertOrganization(db, { ...input, parentId: parent.id });
    return {
      result: organization,
      audit: { orgId: organization.id, targetType: "organization", targetId: organization.id, after: organization },
    };
  },
});

/**
 * Writes the row and its subscription in the caller's transaction. `monthlyBudgetUsd` is the month's budget to begin with:
 * a company that signs itself up starts with a limit, one that the operator makes starts without.
 * Throws CONFLICT, naming the field, when the slug is taken.
 */
export async function insertOrganization(
  db: SystemDb,
  organization: NewOrganization,
  monthlyBudgetUsd: number | null = null,
) {
  const { name, slug, type, plan, parentId } = organization;
  if ((await db.organization.count({ where: { slug } })) > 0) throw slugTaken();
  const created = await db.organization.create({
    data: { id: newId(), name, slug, type, plan, parentId, settings: {}, ...PLAN_LIMITS[plan] },
    select: { id: true, slug: true, name: true, type: true, plan: true },
  });
  await db.subscription.createMany({ data: [{ orgId: created.id, planType: plan, monthlyBudgetUsd }] });
  return created;
}

export function slugTaken(): DomainError {
  return new DomainError("CONFLICT", "This address is taken.", { field: "slug", remedy: "Choose another." });
}
