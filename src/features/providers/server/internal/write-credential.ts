import { newId } from "@/lib/ids";
import { seal, unseal } from "@/server/crypto";
import type { OrgDb } from "@/server/db";

const VIEW = { id: true, employeeId: true, provider: true, last4: true, createdAt: true } as const;

/** The row a sealed key belongs to: an envelope copied into another row does not open. */
export function contextOf(row: { id: string; orgId: string }): string {
  return `${row.orgId}/${row.id}`;
}

export type NewCredential = { orgId: string; employeeId: string | null; provider: string; key: string; now: Date };

/** Stores a key, sealed, in place of the one that was there; the old row stays as a record, its key is blanked. */
export async function writeCredential(db: OrgDb, credential: NewCredential) {
  const { orgId, employeeId, provider, key, now } = credential;
  await db.providerCredential.updateMany({
    where: { employeeId, provider, revokedAt: null },
    data: { revokedAt: now, encryptedKey: "" },
  });
  const id = newId();
  const encryptedKey = seal("provider-credential", key, contextOf({ id, orgId }));
  return db.providerCredential.create({
    data: { id, employeeId, provider, encryptedKey, last4: key.slice(-4) },
    select: VIEW,
  });
}

/** The key itself, for the call that needs it. */
export function openKey(row: { id: string; orgId: string; encryptedKey: string }): string {
  return unseal("provider-credential", row.encryptedKey, contextOf(row));
}
