import { effectiveSettings } from "@/features/organizations/server";
import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { CreateCredentialInput } from "../schemas";
import { writeCredential } from "./internal/write-credential";

/**
 * One's own key, used for one's own calls where the company has none. Throws FORBIDDEN where the organization pays for
 * its people's calls and does not let them use their own.
 */
export const createPersonalCredential = command({
  name: "credential.create",
  permission: "account:manage",
  target: ({ actor }) => Promise.resolve({ employeeId: actor.employeeId }),
  input: CreateCredentialInput,
  async run({ db, actor, input, now }) {
    const { plan, settings } = await db.organization.findFirstOrThrow({
      where: { id: actor.orgId },
      select: { plan: true, settings: true },
    });
    if (!effectiveSettings(plan, settings).tokenSources.personal) {
      throw new DomainError("FORBIDDEN", "Your organization does not let people use keys of their own.", {
        remedy: "An owner can allow it in the organization's settings.",
      });
    }
    const credential = await writeCredential(db, { orgId: actor.orgId, employeeId: actor.employeeId, ...input, now });
    return { result: credential, audit: { targetType: "credential", targetId: credential.id, after: credential } };
  },
});
