import type { Db } from "@/server/db";
import { DomainError } from "@/server/errors";

/** The role of that key as the organization sees it: its own before the system's. Throws NOT_FOUND, naming the field. */
export async function findRole(
  db: Db,
  { orgId, key }: { orgId: string; key: string },
): Promise<{ id: string; key: string }> {
  const roles = await db.role.findMany({
    where: { key, OR: [{ orgId }, { organization: { type: "APP" } }] },
    select: { id: true, key: true, orgId: true },
  });
  const role = roles.find((candidate) => candidate.orgId === orgId) ?? roles[0];
  if (!role) throw new DomainError("NOT_FOUND", `There is no role ${key}.`, { field: "roleKey" });
  return { id: role.id, key: role.key };
}
