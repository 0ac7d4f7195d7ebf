import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/server/log";
import { systemPool } from "@/server/system-db";
import type { Engine, Work } from "./engine";
import { collectFailures } from "./failures";
import { LEASE_MS, dropLease, renewLease } from "./lease";
import { startRelay } from "./relay";

const BEAT_MS = 1_000;

type Options = { engine: Engine; work: Work; drainMs?: number; backoff?: (attempt: number) => number };

/** Background work of one process, as long as it lives: what it can end and what it can take back. */
export type Background = {
  /** Ends a job that has not finished, whether it still waits in the outbox or already runs. */
  cancel(jobId: string): Promise<void>;
  /** Lets running jobs finish, hands the rest to others and gives the lease back. */
  stop(): Promise<void>;
};

/**
 * Starts background work in this process: lease, engine, relay, and a beat that renews the lease, takes over from dead
 * processes and puts back what failed. The lease comes first: without one, others would take our work for orphaned.
 */
export async function startBackground({ engine, work, drainMs = 10_000, backoff }: Options): Promise<Background> {
  await renewLease(engine.executorId);
  await engine.start(work);
  const stopRelay = startRelay(engine, work.jobs);

  let isDraining = false;
  const beat = async (): Promise<void> => {
    await renewLease(engine.executorId);
    if (isDraining) return;
    const dead = await engine.recoverOrphans(LEASE_MS);
    if (dead.length > 0) log().warn({ dead }, "took over the work of processes that died");
    await collectFailures({ engine, jobs: work.jobs, ...(backoff && { backoff }) });
  };
  const stopBeat = repeat(beat, BEAT_MS);

  return {
    async cancel(jobId) {
      await systemPool().query("delete from outbox where id = $1", [jobId]);
      await engine.cancel(jobId);
    },
    async stop() {
      isDraining = true;
      await stopRelay();
      await engine.stop(drainMs);
      await stopBeat();
      await dropLease(engine.executorId);
    },
  };
}

/** Runs `work` again and again, `everyMs` after it ended; a failure is logged and does not end it. */
export function repeat(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  const over = new AbortController();
  const loop = async (): Promise<void> => {
    while (!over.signal.aborted) {
      try {
        await work();
      } catch (error) {
        log().error({ err: error }, "background work failed, trying again");
      }
      await sleep(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  const done = loop();
  return async () => {
    over.abort();
    await done;
  };
}
