import { appendLog } from "@/server/audit";
import { hashToken } from "@/server/crypto";
import type { SystemDb } from "@/server/db";
import { publicCommand } from "@/server/public-command";
import { RefreshInput } from "../schemas";
import { CUT_OFF, type OAuthRefusal } from "./internal/oauth-refusal";
import { revokePairs } from "./internal/revoke-tokens";
import { STANDING, isInGoodStanding } from "./internal/standing";
import { ACCESS_SECONDS, type TokenPair, storePair, successorsOf } from "./internal/token-pairs";

/** A machine whose network dropped the answer, or whose two programs refresh at once, may ask again for this long. */
const GRACE_MS = 60_000;

type Answer = { pair: TokenPair; email: string } | OAuthRefusal;

/**
 * A new pair for a refresh token, which is used up by it. Repeated within 60 seconds it gets the very same successor;
 * after that a second use means that two hold the token, and one of them stole it: the whole family ends, and the log
 * says so. Revoked, suspended, expired, unknown: one answer, `invalid_grant`, upon which the client asks its person to
 * sign in again.
 */
export const refreshPair = publicCommand({
  name: "device.refresh",
  input: RefreshInput,
  throttle: ({ input, request }) => [
    { key: `refresh:address:${request.ip ?? "unknown"}`, limit: 5_000, windowSeconds: 600 },
    { key: `refresh:token:${hashToken(input.refreshToken)}`, limit: 30, windowSeconds: 600 },
  ],
  async run({ db, input, now }): Promise<{ result: Answer; audit: null }> {
    const token = await lockToken(db, hashToken(input.refreshToken));
    if (!token || token.revokedAt !== null || token.expiresAt <= now || !isInGoodStanding(token.device)) {
      return { result: CUT_OFF, audit: null };
    }
    if (token.rotatedAt === null)
      return { result: await rotate(db, token, { presented: input.refreshToken, now }), audit: null };
    if (now.getTime() - token.rotatedAt.getTime() <= GRACE_MS) {
      return { result: await repeat(db, token, { presented: input.refreshToken, now }), audit: null };
    }
    await endFamily(db, token, now);
    return { result: CUT_OFF, audit: null };
  },
});

/** Locked, so that of two refreshes at once the second finds the first one's work. */
async function lockToken(db: SystemDb, tokenHash: string) {
  await db.$queryRaw`select 1 from refresh_tokens where token_hash = ${tokenHash} for update`;
  return db.refreshToken.findUnique({
    where: { tokenHash },
    select: {
      id: true,
      orgId: true,
      deviceId: true,
      familyId: true,
      surface: true,
      rotatedAt: true,
      successorHash: true,
      expiresAt: true,
      revokedAt: true,
      device: { select: STANDING },
    },
  });
}

type Token = NonNullable<Awaited<ReturnType<typeof lockToken>>>;
type Presented = { presented: string; now: Date };

async function rotate(db: SystemDb, token: Token, { presented, now }: Presented): Promise<Answer> {
  const [successor] = successorsOf(presented);
  if (!successor) return CUT_OFF;
  const pair = await storePair(db, token, { ...successor, now });
  await db.refreshToken.update({
    where: { id: token.id },
    data: { rotatedAt: now, successorHash: hashToken(successor.refreshToken) },
  });
  await db.device.update({ where: { id: token.deviceId }, data: { lastSeenAt: now } });
  return { pair, email: token.device.employee.email };
}

/** The successor once more, as long as it still holds. A root secret that was rotated in between is looked through too. */
async function repeat(db: SystemDb, token: Token, { presented, now }: Presented): Promise<Answer> {
  const successor = successorsOf(presented).find(({ refreshToken }) => hashToken(refreshToken) === token.successorHash);
  const access =
    successor && (await db.accessToken.findUnique({ where: { tokenHash: hashToken(successor.accessToken) } }));
  if (!access || access.revokedAt !== null) return CUT_OFF;
  const leftMs = (access.expiresAt?.getTime() ?? now.getTime() + ACCESS_SECONDS * 1_000) - now.getTime();
  const pair = { ...successor, expiresInSeconds: Math.max(1, Math.floor(leftMs / 1_000)) };
  return { pair, email: token.device.employee.email };
}

async function endFamily(db: SystemDb, token: Token, now: Date): Promise<void> {
  await revokePairs(db, { familyId: token.familyId }, now);
  const { id: employeeId, email } = token.device.employee;
  await appendLog(db, {
    type: "auth.failed",
    orgId: token.orgId,
    employeeId,
    actor: { kind: "device", employeeId, email, deviceId: token.deviceId },
    payload: { method: "refresh_token", reason: "used twice", targetType: "device", targetId: token.deviceId },
  });
}
