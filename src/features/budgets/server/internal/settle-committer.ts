import { setTimeout as sleep } from "node:timers/promises";
import { eventCategory } from "@/contracts/events";
import { postgresCode } from "@/server/errors";
import { log } from "@/server/log";
import { onceInProcess } from "@/server/once";
import { systemPool } from "@/server/system-db";
import { GroupCommitter } from "./group-committer";
import { holdDesk } from "./hold-committer";
import type { Settlement } from "./types";

/** Nobody waits for a booking, and the caller's next hold should not wait for its last one: both lock the same account. */
const GATHER_MS = 20;
const RETRY_MS = [100, 250, 1_000, 2_000, 5_000];

/** The element of `settle(batch)` for one settlement. */
export function settlementRow(settlement: Settlement): object {
  const { log: row, lines } = settlement;
  return {
    event: settlement.eventId,
    org: settlement.orgId,
    employee: settlement.employeeId,
    team: settlement.teamId,
    tokenSource: settlement.tokenSource,
    source: settlement.source,
    estimated: settlement.isEstimated,
    metadata: settlement.metadata,
    ...(settlement.occurredAt && { at: settlement.occurredAt.toISOString() }),
    lines: lines.map(({ skuId, skuPriceId, quantity, cost }) => ({
      sku: skuId,
      price: skuPriceId,
      quantity,
      cost: cost.toFixed(10),
    })),
    log: row && {
      id: row.id,
      employee: row.employeeId,
      actor: row.actor,
      session: row.sessionId,
      client: row.clientName,
      version: row.clientVersion,
      type: row.type,
      category: eventCategory(row.type),
      payload: row.payload,
    },
  };
}

async function book(batch: Settlement[]): Promise<void> {
  await systemPool().query({
    name: "settle",
    text: "select settle($1::jsonb)",
    values: [JSON.stringify(batch.map(settlementRow))],
  });
}

/** A statement that Postgres will refuse again however often it is sent: bad data, a broken rule. */
function isHopeless(error: unknown): boolean {
  return /^(22|23|42)/.test(postgresCode(error) ?? "");
}

/**
 * Books until it is booked: the database may be away for a while, and what was spent was spent. A settlement that
 * Postgres itself rejects is set apart, so that it does not hold up the others; its hold is then booked as an estimate.
 */
async function bookForSure(batch: Settlement[]): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await book(batch);
      return;
    } catch (error) {
      if (isHopeless(error)) {
        const [only] = batch;
        if (batch.length === 1 && only) {
          log().error(
            { err: error, eventId: only.eventId },
            "a call could not be booked; its hold will be, as an estimate",
          );
          return;
        }
        for (const settlement of batch) await bookForSure([settlement]);
        return;
      }
      log().warn({ err: error, calls: batch.length }, "calls could not be booked yet, trying again");
      await sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
    }
  }
}

async function flush(batch: Settlement[]): Promise<null[]> {
  const once = new Map(batch.map((settlement) => [settlement.eventId, settlement]));
  await bookForSure([...once.values()]);
  holdDesk().lines.nudge();
  return batch.map(() => null);
}

/** One per process: what has finished since the last batch is booked together. */
export const settleCommitter = onceInProcess(
  "budgets.settle-committer",
  () => new GroupCommitter<Settlement, null>(flush, { maxBatch: 250, gatherMs: GATHER_MS }),
);
