import { newId } from "@/lib/ids";
import { appendLog } from "@/server/audit";
import { hashToken } from "@/server/crypto";
import type { SystemDb } from "@/server/db";
import { publicCommand } from "@/server/public-command";
import { ExchangeCodeInput } from "../schemas";
import { CUT_OFF, type OAuthRefusal, refuse } from "./internal/oauth-refusal";
import { revokePairs } from "./internal/revoke-tokens";
import { STANDING, isInGoodStanding } from "./internal/standing";
import { type TokenPair, hookTokenOf, newPair } from "./internal/token-pairs";

/** Polls arrive a little early on fast clocks; half a second is no reason to slow anybody down. */
const EARLY_MS = 500;

export type SignedInDevice = { pair: TokenPair; claudeCode: TokenPair | null; email: string; deviceId: string };

/**
 * A machine asks for its tokens with the device code (RFC 8628, 3.4). Until a person decided, it is told to wait, and to
 * wait longer when it asks too often. Approved, it gets them once: `steward_cli` two pairs, its own and Claude Code's,
 * `claude_code` one. Signing a known machine in again ends the pairs it had.
 */
export const exchangeCode = publicCommand({
  name: "device.authorize",
  input: ExchangeCodeInput,
  throttle: ({ request }) => [{ key: `device-poll:${request.ip ?? "unknown"}`, limit: 5_000, windowSeconds: 600 }],
  async run({ db, input, now }): Promise<{ result: SignedInDevice | OAuthRefusal; audit: null }> {
    const deviceCodeHash = hashToken(input.deviceCode);
    await db.$queryRaw`select 1 from device_authorizations where device_code_hash = ${deviceCodeHash} for update`;
    const attempt = await db.deviceAuthorization.findUnique({
      where: { deviceCodeHash },
      select: {
        id: true,
        orgId: true,
        surface: true,
        status: true,
        expiresAt: true,
        lastPolledAt: true,
        intervalSeconds: true,
        deviceId: true,
      },
    });
    if (!attempt) return answer(refuse("invalid_grant", "This device code is not known."));
    if (attempt.status === "consumed") return answer(refuse("invalid_grant", "This device code was used already."));
    if (attempt.expiresAt <= now) return answer(refuse("expired_token", "This device code has expired. Start again."));
    if (attempt.status === "denied") return answer(refuse("access_denied", "The sign-in was refused in the browser."));
    if (attempt.status !== "approved" || attempt.deviceId === null || attempt.orgId === null) {
      return answer(await keepWaiting(db, attempt, now));
    }
    await db.deviceAuthorization.update({ where: { id: attempt.id }, data: { status: "consumed" } });
    return answer(
      await signIn(db, { orgId: attempt.orgId, deviceId: attempt.deviceId, surface: attempt.surface, now }),
    );
  },
});

function answer(result: SignedInDevice | OAuthRefusal) {
  return { result, audit: null };
}

type Waiting = { id: string; lastPolledAt: Date | null; intervalSeconds: number };

async function keepWaiting(db: SystemDb, attempt: Waiting, now: Date): Promise<OAuthRefusal> {
  const sinceMs = attempt.lastPolledAt === null ? Infinity : now.getTime() - attempt.lastPolledAt.getTime();
  const isTooSoon = sinceMs < attempt.intervalSeconds * 1_000 - EARLY_MS;
  const intervalSeconds = attempt.intervalSeconds + (isTooSoon ? 5 : 0);
  await db.deviceAuthorization.update({ where: { id: attempt.id }, data: { lastPolledAt: now, intervalSeconds } });
  return isTooSoon
    ? refuse("slow_down", `Ask every ${String(intervalSeconds)} seconds.`)
    : refuse("authorization_pending", "Nobody has approved this sign-in yet.");
}

type Approved = { orgId: string; deviceId: string; surface: string; now: Date };

async function signIn(
  db: SystemDb,
  { orgId, deviceId, surface, now }: Approved,
): Promise<SignedInDevice | OAuthRefusal> {
  const device = await db.device.findUniqueOrThrow({ where: { id: deviceId }, select: { ...STANDING, name: true } });
  if (!isInGoodStanding(device)) return CUT_OFF;
  await revokePairs(db, { deviceId }, now);
  const pair = await newPair(db, { orgId, deviceId, surface }, now);
  const claudeCode =
    surface === "steward_cli" ? await newPair(db, { orgId, deviceId, surface: "claude_code" }, now) : null;
  await keepHookToken(db, { orgId, deviceId });
  await db.device.update({ where: { id: deviceId }, data: { lastSeenAt: now } });
  const { id: employeeId, email } = device.employee;
  await appendLog(db, {
    type: "device.signed_in",
    orgId,
    actor: { kind: "device", employeeId, email, deviceId },
    payload: { targetType: "device", targetId: deviceId, name: device.name, surface },
  });
  return { pair, claudeCode, email, deviceId };
}

/** The device's hook token is known from now on; it follows from the device, so it is the same at every sign-in. */
export async function keepHookToken(
  db: SystemDb,
  { orgId, deviceId }: { orgId: string; deviceId: string },
): Promise<void> {
  const tokenHash = hashToken(hookTokenOf(deviceId));
  // Read first: settings are asked for far more often than machines sign in.
  if ((await db.accessToken.count({ where: { tokenHash } })) > 0) return;
  await db.accessToken.createMany({
    data: [{ id: newId(), orgId, deviceId, audience: "hook", tokenHash, expiresAt: null }],
    skipDuplicates: true,
  });
}
