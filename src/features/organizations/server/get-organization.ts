import { query } from "@/server/query";
import { DomainError } from "@/server/errors";
import { GetOrganizationInput } from "../schemas";
import { effectiveSettings } from "./settings";

/** The organization the actor is in, with its settings as they act: what the plan decides is decided. */
export const getOrganization = query({
  permission: "organization:read",
  input: GetOrganizationInput,
  async run({ db, actor }) {
    const organization = await db.organization.findUnique({
      where: { id: actor.orgId },
      select: {
        id: true,
        slug: true,
        name: true,
        type: true,
        plan: true,
        status: true,
        logoUrl: true,
        timeZone: true,
        currency: true,
        maxEmployees: true,
        maxAgentsPerEmployee: true,
        settings: true,
        createdAt: true,
      },
    });
    if (!organization) throw new DomainError("NOT_FOUND", "This organization does not exist.");
    return { ...organization, settings: effectiveSettings(organization.plan, organization.settings) };
  },
});
