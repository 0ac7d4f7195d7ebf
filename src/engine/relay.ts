import type { Job, JobPayload } from "@/server/jobs";
import { log } from "@/server/log";
import { listen } from "@/server/notify";
import { systemPool } from "@/server/system-db";
import type { Engine } from "./engine";

const BATCH = 100;
/** What a lost notification, or a row that is due later, waits at most. */
const POLL_MS = 500;

type Row = { id: string; org_id: string | null; kind: string; payload: JobPayload; attempts: number };

/**
 * Hands what transactions asked for to the engine. A row is deleted only after the engine has it, and the engine knows it
 * by the row's id, so that a crash between the two hands it over twice and runs it once. Kinds this process does not
 * know (yet) are left for one that does.
 */
export function startRelay(engine: Engine, jobs: ReadonlyMap<string, Job>): () => Promise<void> {
  const kinds = [...jobs.keys()];
  let isOver = false;
  let wake: () => void = () => undefined;
  let isWoken = false;

  const unlisten = listen("steward_outbox", () => {
    isWoken = true;
    wake();
  });

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, isWoken ? 0 : POLL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    while (!isOver) {
      isWoken = false;
      try {
        while ((await relayBatch(engine, kinds)) === BATCH);
      } catch (error) {
        log().error({ err: error }, "the outbox could not be relayed, trying again");
      }
      await pause();
    }
  };

  const done = loop();
  return async () => {
    isOver = true;
    wake();
    await unlisten();
    await done;
  };
}

/** Relays what is due, oldest first, beside other relays; returns how many rows it took. */
async function relayBatch(engine: Engine, kinds: readonly string[]): Promise<number> {
  const client = await systemPool().connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<Row>(
      `select id, org_id, kind, payload, attempts from outbox
        where run_after <= clock_timestamp() and dead_at is null and kind = any($1)
        order by run_after, id limit $2 for update skip locked`,
      [kinds, BATCH],
    );
    await Promise.all(
      rows.map(({ id, org_id: orgId, kind, payload, attempts }) =>
        engine.enqueue({ jobId: id, attempt: attempts + 1, kind, payload, orgId }),
      ),
    );
    if (rows.length > 0) await client.query("delete from outbox where id = any($1)", [rows.map((row) => row.id)]);
    await client.query("commit");
    return rows.length;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
