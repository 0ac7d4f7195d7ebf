import { z } from "zod";
import { systemQuery } from "./system-command";

export type WorkerHealth = {
  /** `down` when no worker has a living lease: jobs, schedules and the log's chain stand still. */
  status: "ok" | "down";
  /** How many workers are at work. */
  workers: number;
  /** Jobs that failed for good and wait for a person. */
  deadJobs: number;
};

/** How background work is, for `/api/health`: told from the leases that workers renew every second. */
export const workerHealth = systemQuery({
  input: z.strictObject({}),
  run: async ({ db }): Promise<WorkerHealth> => {
    const rows = await db.$queryRaw<{ workers: number; dead: number }[]>`
      select (select count(*)::int from worker_leases where name like 'worker/%' and expires_at > now()) as workers,
             (select count(*)::int from outbox where dead_at is not null) as dead`;
    const workers = rows[0]?.workers ?? 0;
    return { status: workers > 0 ? "ok" : "down", workers, deadJobs: rows[0]?.dead ?? 0 };
  },
});
