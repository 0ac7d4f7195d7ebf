import { z } from "zod";
import { newId } from "@/lib/ids";
import { systemCommand } from "@/server/system-command";

/**
 * Makes sure the operator's own organization exists: the one of type APP, which owns everything that all others share.
 * Run after each migration; it changes nothing when the row is there.
 */
export const ensureOperator = systemCommand({
  name: "organization.create",
  input: z.strictObject({}),
  async run({ db }) {
    const select = { id: true, slug: true, name: true, type: true } as const;
    const existing = await db.organization.findFirst({ where: { type: "APP" }, select });
    if (existing) return { result: existing, audit: null };
    const operator = await db.organization.create({
      data: {
        id: newId(),
        type: "APP",
        name: "Steward",
        slug: "steward",
        plan: "enterprise",
        settings: {},
        maxEmployees: 500,
        maxAgentsPerEmployee: 10,
      },
      select,
    });
    return {
      result: operator,
      audit: { orgId: operator.id, targetType: "organization", targetId: operator.id, after: operator },
    };
  },
});
