import type { z } from "zod";
import type { EventType } from "@/contracts/events";
import { type AuditEntry, type LogActor, appendLog } from "./audit";
import { now } from "./clock";
import type { SystemDb } from "./db";
import { parseInput } from "./errors";
import type { Job, JobPayload } from "./jobs";
import { type EnqueueOptions, enqueue } from "./outbox";
import { withSystem } from "./system-db";

/** An audit entry of a verb that runs unscoped, and therefore has to say whose log it belongs to. */
export type OrgAudit = AuditEntry & { orgId: string };
export type SystemEnqueue = <Payload extends JobPayload>(
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions & { orgId: string },
) => Promise<void>;

type SystemCommandSpec<Input extends z.ZodType, Result> = {
  name: EventType;
  input: Input;
  run(scope: { db: SystemDb; input: z.output<Input>; now: Date; enqueue: SystemEnqueue }): Promise<{
    result: Result;
    audit: OrgAudit | OrgAudit[] | null;
  }>;
};

/** Declares a state change by the product itself: the worker, a vendor's webhook, the operator's shell. */
export function systemCommand<Input extends z.ZodType, Result>(spec: SystemCommandSpec<Input, Result>) {
  return async (input: z.input<Input>): Promise<Result> => {
    const parsed = parseInput(spec.input, input);
    return withSystem(async (db) => {
      const put: SystemEnqueue = (job, payload, options) => enqueue(db, job, payload, options);
      const { result, audit } = await spec.run({ db, input: parsed, now: now(), enqueue: put });
      for (const entry of audit === null ? [] : [audit].flat()) {
        await recordSystemAudit(db, spec.name, { entry, actor: { kind: "system" } });
      }
      return result;
    });
  };
}

type SystemQuerySpec<Input extends z.ZodType, Result> = {
  input: Input;
  run(scope: { db: SystemDb; input: z.output<Input>; now: Date }): Promise<Result>;
};

/** Declares a read by the product itself, such as looking up whose token came in. Read-only and unscoped. */
export function systemQuery<Input extends z.ZodType, Result>(spec: SystemQuerySpec<Input, Result>) {
  return async (input: z.input<Input>): Promise<Result> => {
    const parsed = parseInput(spec.input, input);
    return withSystem((db) => spec.run({ db, input: parsed, now: now() }), "read");
  };
}

/** Writes one log row of an unscoped verb. */
export async function recordSystemAudit(
  db: SystemDb,
  name: EventType,
  audit: { entry: OrgAudit; actor: LogActor },
): Promise<void> {
  const { orgId, employeeId, ...entry } = audit.entry;
  await appendLog(db, {
    type: name,
    orgId,
    actor: audit.actor,
    payload: entry,
    ...(employeeId !== undefined && { employeeId }),
  });
}
