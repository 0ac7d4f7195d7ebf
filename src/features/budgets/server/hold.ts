import { newId } from "@/lib/ids";
import { log } from "@/server/log";
import { systemPool } from "@/server/system-db";
import { type HoldDesk, type HoldItem, type HoldRow, holdDesk } from "./internal/hold-committer";
import { keepAlive } from "./internal/keep-alive";
import type { CallToHold, HoldAnswer } from "./internal/types";

/** How long a call waits for money that others hold, before it is told to come back. */
export const MAX_WAIT_MS = 10_000;

/**
 * Sets money aside for a call, in every budget that binds it, before the call is made. Resolves once that is committed.
 *
 * Money that other calls hold is waited for, first come first served, for ten seconds at most; money that is spent is
 * not. Rejects when the accounts cannot be read: then the call must not be made.
 */
export async function hold(
  call: CallToHold,
  { signal, desk = holdDesk() }: { signal: AbortSignal; desk?: HoldDesk },
): Promise<HoldAnswer> {
  const item: HoldItem = { hold: newId(), call, arrivedAt: Date.now() };
  const first = await desk.holds.add(item);
  const answer = first.outcome === "waiting" ? await waitForMoney(item, { first, signal, desk }) : toAnswer(first);
  if (answer.outcome === "held") keepAlive(call);
  return answer;
}

async function waitForMoney(
  item: HoldItem,
  start: { first: HoldRow; signal: AbortSignal; desk: HoldDesk },
): Promise<HoldAnswer> {
  const { signal, desk } = start;
  const deadline = item.arrivedAt + MAX_WAIT_MS;
  let row = start.first;
  while (row.outcome === "waiting" && row.standing !== null) {
    const account = row.standing.id;
    const place = desk.lines.join(account);
    try {
      do {
        await place.turn({ deadline, signal });
        if (signal.aborted || Date.now() >= deadline) return await giveUp(item, row);
        row = await desk.holds.add(item);
      } while (row.outcome === "waiting" && row.standing?.id === account);
    } finally {
      place.leave();
    }
  }
  return toAnswer(row);
}

async function giveUp(item: HoldItem, row: HoldRow): Promise<HoldAnswer> {
  const { orgId, eventId } = item.call;
  await systemPool()
    .query("delete from budget_holds where org_id = $1 and source_event_id = $2 and status = 'WAITING'", [
      orgId,
      eventId,
    ])
    // Its place in the queue ends by itself two seconds later.
    .catch((error: unknown) => {
      log().warn({ err: error }, "a place in the queue was left without saying so");
    });
  return toAnswer(row);
}

function toAnswer({ outcome, standing }: HoldRow): HoldAnswer {
  if (outcome === "held") return { outcome, standing };
  if (standing === null) throw new Error("hold() refused without naming a budget");
  return { outcome: outcome === "waiting" ? "busy" : outcome, standing };
}
