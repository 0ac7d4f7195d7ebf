import type { OrgDb } from "@/server/db";
import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { RevokeCredentialInput } from "../schemas";

/** Takes the company's key out of use, within five seconds everywhere, and blanks it. Throws NOT_FOUND for any other. */
export const revokeCompanyCredential = command({
  name: "credential.revoke",
  permission: "provider:manage",
  input: RevokeCredentialInput,
  async run({ db, input, now }) {
    const revoked = await revoke(db, { id: input.credentialId, employeeId: null }, now);
    return { result: revoked, audit: { targetType: "credential", targetId: revoked.id, before: revoked } };
  },
});

/** Takes one's own key out of use and blanks it. Throws NOT_FOUND for anybody else's. */
export const revokePersonalCredential = command({
  name: "credential.revoke",
  permission: "account:manage",
  target: ({ actor }) => Promise.resolve({ employeeId: actor.employeeId }),
  input: RevokeCredentialInput,
  async run({ db, actor, input, now }) {
    const revoked = await revoke(db, { id: input.credentialId, employeeId: actor.employeeId }, now);
    return { result: revoked, audit: { targetType: "credential", targetId: revoked.id, before: revoked } };
  },
});

async function revoke(db: OrgDb, which: { id: string; employeeId: string | null }, now: Date) {
  const credential = await db.providerCredential.findFirst({
    where: { ...which, revokedAt: null },
    select: { id: true, provider: true, last4: true },
  });
  if (!credential) throw new DomainError("NOT_FOUND", "This key does not exist or was revoked already.");
  await db.providerCredential.updateMany({ where: { id: which.id }, data: { revokedAt: now, encryptedKey: "" } });
  return credential;
}
