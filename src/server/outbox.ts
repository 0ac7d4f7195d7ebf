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

/** Identifiers, names of ours and times. Too short for a token, and no place for a sentence or an address. */
const REFERENCE = /^[\w.:-]{0,40}$/;

/** Jobs are stored before they run and listed when they fail, so what they work on is read when they run. */
function requireReferences(kind: string, payload: JobPayload): void {
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value === "string" && !REFERENCE.test(value)) {
      throw new Error(`A job carries identifiers only; ${name} of ${kind} is none.`);
    }
  }
}

/**
 * Asks for background work in the caller's transaction: if that rolls back, the work was never asked for.
 * The worker hands the row to the engine, which runs it once the transaction has committed.
 */
// eslint-disable-next-line max-params -- reads as what it does: into this transaction, this job, about this, when
export async function enqueue<Payload extends JobPayload>(
  db: Db,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const id = newId();
  const references = job.input.parse(payload);
  requireReferences(job.kind, references);
  await db.outbox.createMany({
    data: [
      {
        id,
        kind: job.kind,
        key: options.key === undefined ? id : `${job.kind}/${options.key}`,
        payload: references,
        ...(options.orgId !== undefined && { orgId: options.orgId }),
        ...(options.runAfter !== undefined && { runAfter: options.runAfter }),
      },
    ],
    skipDuplicates: true,
  });
  await db.$executeRaw`select pg_notify('steward_outbox', ${id})`;
}
