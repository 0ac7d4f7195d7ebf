import { z } from "zod";
import { isSealedWithCurrentKey, seal } from "@/server/crypto";
import { systemCommand } from "@/server/system-command";
import { contextOf, openKey } from "./internal/write-credential";

/**
 * Seals every stored key anew with the present root secret: `admin -- keys rotate`. Keys that are sealed with it already stay
 * as they are, so a rotation that was interrupted is simply run again. Throws UNAVAILABLE, and changes nothing, when a key
 * can be opened with neither secret.
 */
export const resealCredentials = systemCommand({
  name: "key.rotate",
  input: z.strictObject({}),
  async run({ db }) {
    const stored = await db.providerCredential.findMany({
      where: { revokedAt: null },
      select: { id: true, orgId: true, encryptedKey: true },
    });
    const old = stored.filter((row) => !isSealedWithCurrentKey("provider-credential", row.encryptedKey));
    for (const row of old) {
      const encryptedKey = seal("provider-credential", openKey(row), contextOf(row));
      await db.providerCredential.update({ where: { id: row.id }, data: { encryptedKey } });
    }
    const audit = old.map((row) => ({ orgId: row.orgId, targetType: "credential", targetId: row.id }));
    return { result: old.length, audit };
  },
});
