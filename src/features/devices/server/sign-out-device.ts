import { appendLog } from "@/server/audit";
import { hashToken } from "@/server/crypto";
import type { SystemDb } from "@/server/db";
import { publicCommand } from "@/server/public-command";
import { SignOutDeviceInput } from "../schemas";
import { revokeTokens } from "./internal/revoke-tokens";

/**
 * A machine signs itself out with any of its tokens (RFC 7009). The whole machine goes: what `steward login` gave to
 * Claude Code ends with it. An unknown token is no error, as the RFC wants it, and an API token is none of a machine's.
 */
export const signOutDevice = publicCommand({
  name: "device.revoke",
  input: SignOutDeviceInput,
  throttle: ({ request }) => [{ key: `device-sign-out:${request.ip ?? "unknown"}`, limit: 1_000, windowSeconds: 600 }],
  async run({ db, input, now }) {
    const device = await deviceOf(db, hashToken(input.token));
    if (!device || device.revokedAt !== null) return { result: { isEnded: false }, audit: null };
    await db.device.update({ where: { id: device.id }, data: { revokedAt: now } });
    await revokeTokens(db, device.id, now);
    const { id: employeeId, email } = device.employee;
    await appendLog(db, {
      type: "device.signed_out",
      orgId: device.orgId,
      actor: { kind: "device", employeeId, email, deviceId: device.id },
      payload: { targetType: "device", targetId: device.id, name: device.name },
    });
    return { result: { isEnded: true }, audit: null };
  },
});

/** A hook token signs nobody out: every program on the machine can read it. */
async function deviceOf(db: SystemDb, tokenHash: string) {
  const select = {
    device: {
      select: { id: true, orgId: true, name: true, revokedAt: true, employee: { select: { id: true, email: true } } },
    },
  } as const;
  const refresh = await db.refreshToken.findFirst({ where: { tokenHash, revokedAt: null }, select });
  const found =
    refresh ?? (await db.accessToken.findFirst({ where: { tokenHash, audience: "agent", revokedAt: null }, select }));
  return found?.device ?? null;
}
