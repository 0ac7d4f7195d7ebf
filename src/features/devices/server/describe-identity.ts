import { z } from "zod";
import { DomainError } from "@/server/errors";
import { systemQuery } from "@/server/system-command";
import type { Identity } from "./identify-bearer";

/** What `GET /api/v1/me` answers: who the token's person is, where, on which machine, and what the token is good for. */
export async function describeIdentity(identity: Identity) {
  const { orgId, deviceId } = identity;
  const named = await namesOf({ orgId, deviceId });
  return {
    person: { employee_id: identity.employeeId, name: identity.name, email: identity.email },
    organization: { id: orgId, slug: identity.orgSlug, name: named.organization },
    device: deviceId === null ? null : { id: deviceId, name: named.device },
    token: { kind: identity.kind, scopes: identity.scopes, expires_at: identity.expiresAt?.toISOString() ?? null },
  };
}

const namesOf = systemQuery({
  input: z.strictObject({ orgId: z.uuid(), deviceId: z.uuid().nullable() }),
  async run({ db, input }) {
    const organization = await db.organization.findUnique({ where: { id: input.orgId }, select: { name: true } });
    if (!organization) throw new DomainError("NOT_FOUND", "This organization does not exist any more.");
    const device =
      input.deviceId === null
        ? null
        : await db.device.findFirst({ where: { id: input.deviceId, orgId: input.orgId }, select: { name: true } });
    return { organization: organization.name, device: device?.name ?? null };
  },
});
