import type { Prisma } from "@/generated/prisma/client";
import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { UpdateOrganizationInput } from "../schemas";
import { effectiveSettings } from "./settings";

/**
 * Changes the organization's name, time zone and rules. What is left out stays as it is. Sessions and tokens feel a new
 * rule within five seconds; budgets count by the new time zone from their next period on.
 *
 * Throws CONFLICT (field `settings.tokenSources`) when nobody would be left to pay for a call.
 */
export const updateOrganization = command({
  name: "organization.update",
  permission: "organization:update",
  input: UpdateOrganizationInput,
  async run({ db, actor, input }) {
    const select = { id: true, name: true, timeZone: true, plan: true, settings: true } as const;
    const before = await db.organization.findUnique({ where: { id: actor.orgId }, select });
    if (!before) throw new DomainError("NOT_FOUND", "This organization does not exist.");
    const stored = before.settings as Prisma.JsonObject;
    const tokenSources = { ...(stored.tokenSources as object | undefined), ...input.settings?.tokenSources };
    const settings = { ...stored, ...input.settings, tokenSources };
    const effective = effectiveSettings(before.plan, settings);
    if (!Object.values(effective.tokenSources).includes(true)) {
      throw new DomainError("CONFLICT", "Nobody would be left to pay for a call.", {
        field: "settings.tokenSources",
        remedy: "Leave at least one source on.",
      });
    }
    const after = await db.organization.update({
      where: { id: before.id },
      data: {
        settings,
        ...(input.name !== undefined && { name: input.name }),
        ...(input.timeZone !== undefined && { timeZone: input.timeZone }),
      },
      select,
    });
    return {
      result: { name: after.name, timeZone: after.timeZone, settings: effective },
      audit: { targetType: "organization", targetId: after.id, before, after },
    };
  },
});
