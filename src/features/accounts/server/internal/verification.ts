import { env } from "@/env";
import { newId } from "@/lib/ids";
import type { SystemDb } from "@/server/db";
import { hashToken } from "@/server/crypto";
import { queueMail } from "@/server/mail";
import { randomBytes } from "node:crypto";

/** How long a confirmation link works. A day, because people sign up in the evening. */
export const VERIFICATION_HOURS = 24;

type Addressee = { id: string; email: string; fullName: string };

/**
 * Mails a link that proves the address, in the caller's transaction. Earlier links of the person stop working, so only
 * the newest mail counts. We keep the token's hash; the token itself is in the sealed mail alone.
 */
export async function sendVerification(
  db: SystemDb,
  { user, orgId, now }: { user: Addressee; orgId: string | null; now: Date },
) {
  const token = randomBytes(32).toString("base64url");
  const id = newId();
  await db.emailVerificationToken.updateMany({ where: { userId: user.id, usedAt: null }, data: { usedAt: now } });
  await db.emailVerificationToken.create({
    data: {
      id,
      userId: user.id,
      tokenHash: hashToken(token),
      expiresAt: new Date(now.getTime() + VERIFICATION_HOURS * 3_600_000),
    },
  });
  await queueMail(db, {
    kind: "verify-email",
    to: user.email,
    orgId,
    dedupeKey: `verify-email/${id}`,
    props: {
      fullName: user.fullName,
      verifyUrl: `${env.stewardUrl}/verify-email?token=${token}`,
      expiresInHours: VERIFICATION_HOURS,
    },
  });
}
