import { setTimeout as sleep } from "node:timers/promises";
import { letGo } from "./internal/keep-alive";
import { settleCommitter } from "./internal/settle-committer";
import type { Settlement } from "./internal/types";

/**
 * Books a finished call: the ledger's lines, the hold's release, the log's row, all or nothing. Never delays its caller
 * and never fails: it is tried until the database has it. Once per event, however often it is called.
 */
export function settle(settlement: Settlement): void {
  void settleCommitter()
    .add(settlement)
    .finally(() => {
      letGo(settlement.eventId);
    });
}

/** Resolves when everything handed over so far is booked, or after `limitMs`; true when it is. */
export async function settled(limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (settleCommitter().size > 0) {
    if (Date.now() >= deadline) return false;
    await sleep(5);
  }
  return true;
}
