import type { SystemDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { systemCommand } from "@/server/system-command";
import { OrganizationBySlugInput } from "../schemas";

/**
 * Stops an organization: its people are refused on the web, at the gateway and at refresh within five seconds. Nothing
 * is deleted, and `reinstateOrganization` undoes it. The operator's own organization cannot be suspended.
 */
export const suspendOrganization = systemCommand({
  name: "organization.suspend",
  input: OrganizationBySlugInput,
  run: ({ db, input }) => setStatus(db, { slug: input.slug, status: "suspended" }),
});

/** Lets a suspended organization's people in again, with the sessions and devices they had. */
export const reinstateOrganization = systemCommand({
  name: "organization.reinstate",
  input: OrganizationBySlugInput,
  run: ({ db, input }) => setStatus(db, { slug: input.slug, status: "active" }),
});

type Change = { slug: string; status: "active" | "suspended" };

async function setStatus(db: SystemDb, { slug, status }: Change) {
  const before = await db.organization.findUnique({ where: { slug }, select: { id: true, type: true, status: true } });
  if (!before) throw new DomainError("NOT_FOUND", `There is no organization ${slug}.`);
  if (before.type === "APP") throw new DomainError("CONFLICT", "The operator's organization cannot be suspended.");
  if (before.status === status) throw new DomainError("CONFLICT", `${slug} is ${status} already.`);
  const after = await db.organization.update({
    where: { id: before.id },
    data: { status },
    select: { id: true, status: true },
  });
  return {
    result: { id: after.id, slug, status },
    audit: { orgId: before.id, targetType: "organization", targetId: before.id, before, after },
  };
}
