import { appendLog } from "@/server/audit";
import type { SystemDb } from "@/server/db";
import type { Job } from "@/server/jobs";
import { log } from "@/server/log";
import { systemPool, withSystem } from "@/server/system-db";
import type { Engine, FailedRun } from "./engine";

/** Seconds before the second attempt, the third, …: 2 s to 21 min with the usual five retries. */
export function backoffMs(attempt: number): number {
  return Math.min(2_000 * 5 ** (attempt - 1), 3_600_000);
}

type Options = { engine: Engine; jobs: ReadonlyMap<string, Job>; backoff?: (attempt: number) => number };

/**
 * Puts back what failed: to be tried again after a while, or, after its last attempt, as dead, which is logged where the
 * organization sees it. The row comes first and the engine's memory goes after, so that a crash between the two
 * repeats this and loses nothing. One process at a time.
 */
export async function collectFailures({ engine, jobs, backoff = backoffMs }: Options): Promise<void> {
  const guard = await systemPool().connect();
  try {
    await guard.query("begin");
    const { rows } = await guard.query<{ held: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('steward.failures', 0)) as held",
    );
    if (rows[0]?.held !== true) return;
    const failed = (await engine.listFailed()).filter((run) => jobs.has(run.kind));
    for (const run of failed) {
      const isDead = run.isPoison || run.attempt > (jobs.get(run.kind)?.retries ?? 0);
      await withSystem((db) => putBack(db, run, isDead ? null : backoff(run.attempt)));
      log().warn(
        { job: run.kind, jobId: run.jobId, attempt: run.attempt, reason: run.reason },
        isDead ? "a job is dead" : "a job will be tried again",
      );
    }
    if (failed.length > 0) await engine.forget(failed.map((run) => run.runId));
  } finally {
    await guard.query("rollback").catch(() => undefined);
    guard.release();
  }
}

async function putBack(db: SystemDb, run: FailedRun, waitMs: number | null): Promise<void> {
  const inserted = await db.$executeRaw`
    insert into outbox (id, org_id, kind, key, payload, attempts, error, run_after, dead_at)
    values (${run.jobId}::uuid, ${run.orgId}::uuid, ${run.kind}, ${run.jobId}, ${JSON.stringify(run.payload)}::jsonb,
            ${run.attempt}, ${run.reason}, clock_timestamp() + ${waitMs ?? 0} * interval '1 millisecond',
            case when ${waitMs === null} then clock_timestamp() end)
    on conflict do nothing`;
  if (waitMs !== null || run.orgId === null || inserted === 0) return;
  const { jobId, kind, attempt, reason } = run;
  await appendLog(db, {
    type: "job.failed",
    orgId: run.orgId,
    actor: { kind: "system" },
    payload: { jobId, kind, attempts: attempt, reason },
  });
}
