import path from "node:path";
import { z } from "zod";
import { SyncDocumentV1 } from "@/contracts/sync";
import { readJsonObject, removeFile, writeAtomically } from "./files";
import type { Machine } from "./machine/machine";

/** What the last sync brought, so that the next one can be answered with 304 and still put right what drifted. */
const SyncState = z.object({
  version: z.literal(1),
  gatewayUrl: z.url(),
  document: SyncDocumentV1,
  /** Digest of the restrictions last handed over; they are handed over again when they change. */
  baseline: z.string().nullable(),
  syncedAt: z.iso.datetime(),
});
export type SyncState = z.output<typeof SyncState>;

function stateFile(machine: Machine): string {
  return path.join(machine.configDir, "sync.json");
}

/** The last sync at this gateway; null when there was none, or one by another version. */
export function readSyncState(machine: Machine, gatewayUrl: string): SyncState | null {
  const parsed = SyncState.safeParse(readJsonObject(stateFile(machine)));
  return parsed.success && parsed.data.gatewayUrl === gatewayUrl ? parsed.data : null;
}

export function writeSyncState(machine: Machine, state: SyncState): void {
  const text = `${JSON.stringify(state, null, 2)}\n`;
  writeAtomically(stateFile(machine), text, { mode: 0o600, isSecret: true, owner: machine.owner, links: "refuse" });
}

export function removeSyncState(machine: Machine): void {
  removeFile(stateFile(machine));
}
