import { z } from "zod";
import { SYSTEM_ROLES } from "@/contracts/permissions";
import { newId } from "@/lib/ids";
import { DomainError } from "@/server/errors";
import { systemCommand } from "@/server/system-command";

/**
 * Writes the system roles into the operator's organization as `contracts/permissions.ts` has them. Run after each
 * migration, so a role whose permissions change in a release changes everywhere; existing rows keep their id, because
 * people are bound to it. Needs the operator: see `ensureOperator`.
 */
export const seedSystemRoles = systemCommand({
  name: "organization.update",
  input: z.strictObject({}),
  async run({ db }) {
    const operator = await db.organization.findFirst({ where: { type: "APP" }, select: { id: true } });
    if (!operator) throw new DomainError("NOT_FOUND", "The operator's organization does not exist.");
    const before = await db.role.findMany({
      where: { orgId: operator.id },
      select: { key: true, name: true, description: true, scope: true, rank: true, permissions: true },
    });
    const known = new Map(before.map((role) => [role.key, role]));
    const changed: string[] = [];
    for (const { key, ...role } of SYSTEM_ROLES) {
      const data = { ...role, permissions: [...role.permissions] };
      const stored = known.get(key);
      if (stored && JSON.stringify({ ...data, key }, KEYS) === JSON.stringify(stored, KEYS)) continue;
      changed.push(key);
      await db.role.upsert({
        where: { orgId_key: { orgId: operator.id, key } },
        create: { id: newId(), orgId: operator.id, key, ...data },
        update: data,
      });
    }
    const audit = { orgId: operator.id, targetType: "role", targetId: operator.id, after: { changed } };
    return { result: { changed }, audit: changed.length === 0 ? null : audit };
  },
});

/** Compared in one order: the database and the list name a role's fields in different ones. */
const KEYS = ["key", "name", "description", "scope", "rank", "permissions"];
