import { DBOS, type GetWorkflowsInput, type WorkflowStatus } from "@dbos-inc/dbos-sdk";
import { getExecutor } from "@dbos-inc/dbos-sdk/internal/dbos";
import { directSystemUrl } from "@/server/db-urls";
import type { Job, Schedule } from "@/server/jobs";
import { log } from "@/server/log";
import { systemPool } from "@/server/system-db";
import { type Engine, type FailedRun, type JobRun, type Work, runIdOf } from "../engine";
import { dbosLogger } from "./logger";
import { sealedSerializer } from "./serializer";

/**
 * Constant on purpose. DBOS recovers work only into the version that began it and by default makes the version from the
 * code, so that every deploy would strand what was waiting. Ours changes only when stored work can no longer be read.
 */
const APPLICATION_VERSION = "steward-1";
const QUEUE = "jobs";
/** A run that is begun once more after this many recoveries is poison. */
const MAX_RECOVERIES = 3;
const FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"] as const;
const BATCH = 500;

type Options = {
  /** Unique for each process: two processes of one name would take each other's work for their own. */
  executorId: string;
  /** How often the queue is looked at: the latency of a job, against idle queries. */
  pollMs?: number;
  /** How many jobs this process runs at once. */
  concurrency?: number;
};

/** The engine over DBOS Transact, in schema `dbos` of our own database. One per process: DBOS is a singleton. */
export function createDbosEngine({ executorId, pollMs = 150, concurrency = 20 }: Options): Engine {
  let kinds: string[] = [];
  let scheduleNames: string[] = [];
  return {
    executorId,
    async start(work) {
      kinds = [...work.jobs.keys()];
      scheduleNames = work.schedules.map(workflowNameOf);
      configure(executorId);
      const schedules = register(work);
      await DBOS.launch();
      await DBOS.registerQueue(QUEUE, {
        workerConcurrency: concurrency,
        minPollingIntervalMs: pollMs,
        onConflict: "always_update",
      });
      await applySchedules(schedules);
    },
    async stop(drainMs) {
      await DBOS.shutdown({ workflowCompletionTimeoutMS: drainMs, deregister: true });
    },
    async enqueue(run) {
      const { kind, attempt, jobId, payload, orgId } = run;
      await DBOS.enqueueWorkflowWithOptions(
        { queueName: QUEUE, workflowName: kind, workflowID: runIdOf(run), appVersion: APPLICATION_VERSION },
        { kind, attempt, jobId, payload, orgId } satisfies JobRun,
      );
    },
    async cancel(jobId) {
      const runs = await DBOS.listWorkflows({ workflow_id_prefix: jobId, loadInput: false, loadOutput: false });
      await DBOS.cancelWorkflows(runs.map((run) => run.workflowID));
    },
    async listFailed() {
      if (kinds.length === 0) return [];
      const failed = await DBOS.listWorkflows({ status: [...FAILED], workflowName: kinds, limit: BATCH });
      return failed.flatMap(failedRun);
    },
    async forget(runIds) {
      await DBOS.deleteWorkflows([...runIds]);
    },
    async deleteFinished(before) {
      const done = await deleteEnded({ status: ["SUCCESS", "CANCELLED"] }, before);
      // A failed job is not finished: it is put back first. Of a schedule the next tick is the next attempt.
      if (scheduleNames.length === 0) return done;
      return done + (await deleteEnded({ status: [...FAILED], workflowName: scheduleNames }, before));
    },
    recoverOrphans,
  };
}

function configure(executorId: string): void {
  DBOS.setConfig({
    name: "steward",
    systemDatabaseUrl: directSystemUrl(),
    applicationVersion: APPLICATION_VERSION,
    executorID: executorId,
    enablePatching: true,
    runMigrations: false,
    serializer: sealedSerializer,
    logger: dbosLogger,
    schedulerPollingIntervalMs: 10_000,
  });
}

function register(work: Work): Map<Schedule, (at: Date) => Promise<void>> {
  for (const job of work.jobs.values()) registerJob(job);
  return new Map(work.schedules.map((schedule) => [schedule, registerSchedule(schedule)]));
}

function registerJob(job: Job): void {
  DBOS.registerWorkflow(
    async (run: JobRun) => {
      const body = async (): Promise<void> => {
        try {
          await job.run(job.input.parse(run.payload), { jobId: run.jobId });
        } catch (error) {
          log().warn({ err: error, job: run.kind, jobId: run.jobId, attempt: run.attempt }, "a job failed");
          throw error;
        }
      };
      await DBOS.runStep(body, { name: job.kind });
    },
    { name: job.kind, maxRecoveryAttempts: MAX_RECOVERIES },
  );
}

function workflowNameOf(schedule: Schedule): string {
  return `schedule.${schedule.name}`;
}

function registerSchedule(schedule: Schedule): (at: Date) => Promise<void> {
  return DBOS.registerWorkflow(
    async (at: Date) => {
      const body = async (): Promise<void> => {
        try {
          await schedule.run(at);
        } catch (error) {
          log().error({ err: error, schedule: schedule.name }, "a scheduled run failed; the next tick tries again");
          throw error;
        }
      };
      await DBOS.runStep(body, { name: schedule.name });
    },
    { name: workflowNameOf(schedule), maxRecoveryAttempts: MAX_RECOVERIES },
  );
}

async function applySchedules(workflows: Map<Schedule, (at: Date) => Promise<void>>): Promise<void> {
  const wanted = new Set([...workflows.keys()].map((schedule) => schedule.name));
  for (const { scheduleName } of await DBOS.listSchedules()) {
    if (!wanted.has(scheduleName)) await DBOS.deleteSchedule(scheduleName);
  }
  await DBOS.applySchedules(
    [...workflows].map(([{ name, cron }, workflowFn]) => ({
      scheduleName: name,
      workflowFn,
      schedule: cron,
      cronTimezone: "UTC",
    })),
  );
}

/** Told once each, not every second. */
const unreadable = new Set<string>();

/** A run whose input cannot be opened any more (its key is gone) is left where it is, so that it does not stop the others. */
function failedRun({ workflowID, status, input, error }: WorkflowStatus): FailedRun[] {
  const [run] = Array.isArray(input) ? (input as [JobRun?]) : [];
  if (run === undefined) {
    if (!unreadable.has(workflowID))
      log().error({ runId: workflowID }, "a failed job cannot be read; was STEWARD_SECRET changed?");
    unreadable.add(workflowID);
    return [];
  }
  const isPoison = status !== "ERROR";
  return [{ ...run, runId: workflowID, isPoison, reason: isPoison ? POISON : reasonOf(error) }];
}

const POISON = `The worker ended ${String(MAX_RECOVERIES + 1)} times while running it.`;

/** A domain error's message was written for people to read; any other text may hold what the job worked on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "Failed for an unknown reason.";
  const { name, message } = error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return name === "DomainError" ? `${code.trim()}: ${message}` : `${name}${code}`;
}

async function deleteEnded(filter: Pick<GetWorkflowsInput, "status" | "workflowName">, before: Date): Promise<number> {
  const ended = { ...filter, completedBefore: before.toISOString(), limit: BATCH, loadInput: false, loadOutput: false };
  for (let deleted = 0; ;) {
    const runs = await DBOS.listWorkflows(ended);
    await DBOS.deleteWorkflows(runs.map((run) => run.workflowID));
    deleted += runs.length;
    if (runs.length < BATCH) return deleted;
  }
}

/**
 * DBOS alone never notices that another process died; this does. Claims are fenced by DBOS: a process that was only
 * asleep finds on waking that it no longer owns the run.
 */
async function recoverOrphans(graceMs: number): Promise<string[]> {
  const { rows } = await systemPool().query<{ executor_id: string }>(
    `select distinct run.executor_id
       from dbos.workflow_status run
      where run.status = 'PENDING' and run.application_version = $2
        and run.updated_at < (extract(epoch from clock_timestamp()) * 1000)::bigint - $1
        and not exists (select 1 from worker_leases lease
                         where lease.holder = run.executor_id and lease.expires_at > clock_timestamp())`,
    [graceMs, APPLICATION_VERSION],
  );
  const dead = rows.map((row) => row.executor_id);
  if (dead.length > 0) await getExecutor().recoverPendingWorkflows(dead);
  return dead;
}
