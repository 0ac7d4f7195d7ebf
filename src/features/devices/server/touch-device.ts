import { z } from "zod";
import { now } from "@/server/clock";
import { log } from "@/server/log";
import { onceInProcess } from "@/server/once";
import { systemCommand } from "@/server/system-command";
import { acknowledgeSettings } from "./acknowledge-settings";
import type { Identity } from "./identify-bearer";

/** "Last seen" to the minute is what people read; a write at every model call would cost more than it tells. */
const EVERY_MS = 60_000;
const REMEMBERED_MAX = 20_000;

type Seen = { atMs: number; checksum: string | null };
const seen = onceInProcess("devices.seen", () => new Map<string, Seen>());

const CHECKSUM = /^sha256:[0-9a-f]{64}$/;

const touch = systemCommand({
  name: "device.acknowledge",
  input: z.strictObject({ orgId: z.uuid(), tokenId: z.uuid(), deviceId: z.uuid().nullable() }),
  async run({ db, input: { orgId, tokenId, deviceId }, now: at }) {
    if (deviceId === null) await db.apiToken.updateMany({ where: { id: tokenId, orgId }, data: { lastUsedAt: at } });
    else {
      await db.accessToken.updateMany({ where: { id: tokenId, orgId }, data: { lastUsedAt: at } });
      await db.device.updateMany({ where: { id: deviceId, orgId }, data: { lastSeenAt: at } });
    }
    return { result: null, audit: null };
  },
});

/**
 * Notes that a token was used, at most once a minute and without making the caller wait. `checksum` is what Claude Code
 * says of the settings it runs (header `x-claude-code-managed-settings-checksum`): another one than last time is kept at
 * once as what the device applied.
 */
export function touchDevice(
  identity: Pick<Identity, "orgId" | "tokenId" | "deviceId">,
  checksum: string | null = null,
): void {
  const atMs = now().getTime();
  const stated = checksum !== null && CHECKSUM.test(checksum) ? checksum : null;
  const last = seen().get(identity.tokenId);
  const isNews = stated !== null && identity.deviceId !== null && stated !== last?.checksum;
  if (!isNews && last && atMs - last.atMs < EVERY_MS) return;
  if (seen().size >= REMEMBERED_MAX) seen().clear();
  seen().set(identity.tokenId, { atMs, checksum: stated ?? last?.checksum ?? null });
  note(identity, isNews ? stated : null).catch((error: unknown) => {
    seen().delete(identity.tokenId);
    log().warn({ err: error }, "a token's use could not be noted");
  });
}

async function note(
  { orgId, tokenId, deviceId }: Pick<Identity, "orgId" | "tokenId" | "deviceId">,
  checksum: string | null,
): Promise<void> {
  await touch({ orgId, tokenId, deviceId });
  if (checksum !== null) await acknowledgeSettings({ orgId, deviceId }, { checksum });
}
