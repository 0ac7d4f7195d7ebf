import type { EventType } from "@/contracts/events";
import type { Identity } from "@/features/devices/server";
import { appendLog } from "@/server/audit";
import { withSystem } from "@/server/system-db";

/** What an agent program reports about itself: evidence, never truth. */
export type ClientEvent = {
  type: Extract<EventType, `client.${string}`>;
  sessionId: string | null;
  clientName: string | null;
  clientVersion: string | null;
  payload: Record<string, string | number | boolean>;
};

/**
 * Keeps what a device's agent reports, marked as the device's word. Not a command: the device acts for itself, and a
 * report that cannot be kept must not stop the agent.
 */
export async function recordClientEvents(
  identity: Pick<Identity, "kind" | "orgId" | "employeeId" | "email" | "deviceId" | "tokenId">,
  events: readonly ClientEvent[],
): Promise<void> {
  const { kind, orgId, employeeId, email, deviceId, tokenId } = identity;
  await withSystem(async (db) => {
    for (const event of events) {
      await appendLog(db, {
        ...event,
        orgId,
        actor: {
          kind: kind === "api" ? "token" : "device",
          employeeId,
          email,
          ...(deviceId === null ? { tokenId } : { deviceId }),
        },
        trust: "DEVICE",
      });
    }
  });
}
