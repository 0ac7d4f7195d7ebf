import { log } from "@/server/log";
import { onceInProcess } from "@/server/once";
import { systemPool } from "@/server/system-db";
import { HOLD_SECONDS } from "./hold-committer";

type Alive = { events: Map<string, string>; timer: NodeJS.Timeout | null };

const alive = onceInProcess("budgets.alive", (): Alive => ({ events: new Map(), timer: null }));

/**
 * Says every twenty seconds that the calls of this process still run, so that the sweeper leaves their holds alone,
 * however long they take. A process that was killed says nothing any more.
 */
export function keepAlive({ eventId, orgId }: { eventId: string; orgId: string }): void {
  const state = alive();
  state.events.set(eventId, orgId);
  state.timer ??= setInterval(() => void sayAlive(), (HOLD_SECONDS * 1_000) / 3).unref();
}

/** The call is over; its hold needs no more signs of life. */
export function letGo(eventId: string): void {
  alive().events.delete(eventId);
}

async function sayAlive(): Promise<void> {
  const { events } = alive();
  if (events.size === 0) return;
  try {
    await systemPool().query(
      `update budget_holds h set expires_at = clock_timestamp() + $3 * interval '1 second'
       from unnest($1::uuid[], $2::text[]) as mine (org, event)
       where h.org_id = mine.org and h.source_event_id = mine.event and h.status = 'HELD'`,
      [[...events.values()], [...events.keys()], HOLD_SECONDS],
    );
  } catch (error) {
    log().warn({ err: error, calls: events.size }, "holds could not be kept alive, trying again");
  }
}
