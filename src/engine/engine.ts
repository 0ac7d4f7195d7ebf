import type { Job, JobPayload, Schedule } from "@/server/jobs";

/** What the process can do: every job by its kind, and every schedule. */
export type Work = { jobs: ReadonlyMap<string, Job>; schedules: readonly Schedule[] };

/** One attempt at a job. The first has number 1; each has an id of its own in the engine. */
export type JobRun = {
  jobId: string;
  attempt: number;
  kind: string;
  payload: JobPayload;
  /** Null for work of the installation itself. */
  orgId: string | null;
};

/** An attempt that ended badly and is still the engine's to remember. */
export type FailedRun = JobRun & {
  runId: string;
  /** What may be shown: a domain error's own words, of any other error its name only. */
  reason: string;
  /** True when workers died while running it, so that trying again would only end the next one. */
  isPoison: boolean;
};

/**
 * What runs background work durably. One adapter ships: DBOS, inside our own Postgres.
 *
 * Work is started at least once and, unless its process dies, exactly once. The engine neither retries nor forgets by
 * itself: what failed stays listed until it has been put back or declared dead (`failures.ts`).
 */
export type Engine = {
  /** Names this process to the others; its lease and the work it holds carry it. */
  readonly executorId: string;
  /** Takes up work. Every schedule that is not in `work` any more is dropped. */
  start(work: Work): Promise<void>;
  /** Takes no more work, waits for what is running up to `drainMs`, and lets go of the rest for others to finish. */
  stop(drainMs: number): Promise<void>;
  /** Idempotent: one attempt of one job is started once, however often it is asked for. */
  enqueue(run: JobRun): Promise<void>;
  /** Ends every attempt of a job that has not finished. What its body already did stays done. */
  cancel(jobId: string): Promise<void>;
  listFailed(): Promise<FailedRun[]>;
  /** Deletes runs with all that is stored about them. */
  forget(runIds: readonly string[]): Promise<void>;
  /** Deletes finished runs, failed schedules included, that ended before a time; returns how many. */
  deleteFinished(before: Date): Promise<number>;
  /** Hands back what processes without a living lease began more than `graceMs` ago; returns their executor ids. */
  recoverOrphans(graceMs: number): Promise<string[]>;
};

/** The engine's id of an attempt. It begins with the job's, so that all attempts of a job can be found. */
export function runIdOf(run: Pick<JobRun, "jobId" | "attempt">): string {
  return run.attempt === 1 ? run.jobId : `${run.jobId}:${String(run.attempt)}`;
}
