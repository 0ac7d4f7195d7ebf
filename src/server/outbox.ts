import { newId } from "@/lib/ids";
import type { Db } from "./db";
import type { Job, JobPayload } from "./jobs";

export type EnqueueOptions = {
  /** Two jobs of a kind with the same key are one job until it has been handed to the engine. */
  key?: string;
  runAfter?: Date;
  /** The organization it belongs to; needed only in a transaction of the system's login. */
  orgId?: string;
};

/**
 * Asks for background work in the caller's transaction: if that rolls back, the work was never asked for.
 * The worker hands the row to the engine, which runs it once the transaction has committed.
 */
export async function enqueue<Payload extends JobPayload>(
  db: Db,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const id = newId();
  await db.outbox.createMany({
    data: [
      {
        id,
        kind: job.kind,
        key: options.key ?? id,
        payload: job.input.parse(payload),
        ...(options.orgId !== undefined && { orgId: options.orgId }),
        ...(options.runAfter !== undefined && { runAfter: options.runAfter }),
      },
    ],
    skipDuplicates: true,
  });
  await db.$executeRaw`select pg_notify('steward_outbox', ${id})`;
}
