import type { z } from "zod";
import type { EventType } from "@/contracts/events";
import type { RequestInfo } from "./access";
import { now } from "./clock";
import type { SystemDb } from "./db";
import { parseInput } from "./errors";
import { enqueue } from "./outbox";
import { type OrgAudit, type SystemEnqueue, recordSystemAudit } from "./system-command";
import { withSystem } from "./system-db";
import { type ThrottleKey, throttle } from "./throttle";

type PublicCommandSpec<Input extends z.ZodType, Result, Prepared> = {
  name: EventType;
  /** What limits attempts by those whom nobody knows yet; there is no public command without. */
  throttle(scope: { input: z.output<Input>; request: RequestInfo }): ThrottleKey[];
  input: Input;
  /** Slow work that must not hold a transaction open, such as hashing a password: after the throttle, before BEGIN. */
  prepare?(scope: { input: z.output<Input>; request: RequestInfo }): Promise<Prepared>;
  run(scope: {
    db: SystemDb;
    input: z.output<Input>;
    prepared: Prepared;
    request: RequestInfo;
    now: Date;
    enqueue: SystemEnqueue;
  }): Promise<{ result: Result; audit: OrgAudit | null }>;
};

/**
 * Declares a state change by someone who has not signed in yet, such as signing up. It runs unscoped, so its `run`
 * is reviewed as a security boundary; attempts are counted before anything else happens.
 */
export function publicCommand<Input extends z.ZodType, Result, Prepared = undefined>(
  spec: PublicCommandSpec<Input, Result, Prepared>,
) {
  return async (request: RequestInfo, input: z.input<Input>): Promise<Result> => {
    const parsed = parseInput(spec.input, input);
    await throttle(spec.throttle({ input: parsed, request }));
    // A spec without `prepare` has Prepared = undefined, which is what this then is.
    const prepared = (await spec.prepare?.({ input: parsed, request })) as Prepared;
    return withSystem(async (db) => {
      const put: SystemEnqueue = (job, payload, options) => enqueue(db, job, payload, options);
      const { result, audit } = await spec.run({ db, input: parsed, prepared, request, now: now(), enqueue: put });
      const visitor = { kind: "visitor" as const, ...(request.ip !== null && { ip: request.ip }) };
      if (audit) await recordSystemAudit(db, spec.name, { entry: audit, actor: visitor });
      return result;
    });
  };
}
