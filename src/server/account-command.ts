import type { z } from "zod";
import type { EventType } from "@/contracts/events";
import type { Actor } from "./access";
import { type AuditEntry, appendLog, logActor } from "./audit";
import { now } from "./clock";
import { requireOrRecord } from "./command";
import type { SystemDb } from "./db";
import { parseInput } from "./errors";
import { withSystem } from "./system-db";
import { type ThrottleKey, throttle } from "./throttle";

type AccountScope<Input, Prepared> = {
  db: SystemDb;
  actor: Actor;
  input: Input;
  prepared: Prepared;
  now: Date;
};

type AccountCommandSpec<Input extends z.ZodType, Result, Prepared> = {
  name: EventType;
  input: Input;
  /** For what could be guessed at, such as the current password. */
  throttle?(scope: { actor: Actor }): ThrottleKey[];
  /** Slow work that must not hold a transaction open, such as hashing a password. */
  prepare?(scope: { actor: Actor; input: z.output<Input> }): Promise<Prepared>;
  run(scope: AccountScope<z.output<Input>, Prepared>): Promise<{ result: Result; audit: AuditEntry }>;
};

/**
 * Declares what a signed-in person changes of his or her own account. An account belongs to no organization: a person
 * may work for several, with one password and one list of sessions. So it runs unscoped, and every statement of `run`
 * must be bound to `actor.userId`; the log row goes to the organization the person is in.
 */
export function accountCommand<Input extends z.ZodType, Result, Prepared = undefined>(
  spec: AccountCommandSpec<Input, Result, Prepared>,
) {
  return async (actor: Actor, input: z.input<Input>): Promise<Result> => {
    await requireOrRecord(actor, "account:manage", spec.name);
    const parsed = parseInput(spec.input, input);
    await throttle(spec.throttle?.({ actor }) ?? []);
    // A spec without `prepare` has Prepared = undefined, which is what this then is.
    const prepared = (await spec.prepare?.({ actor, input: parsed })) as Prepared;
    return withSystem(async (db) => {
      const { result, audit } = await spec.run({ db, actor, input: parsed, prepared, now: now() });
      await appendLog(db, {
        type: spec.name,
        orgId: actor.orgId,
        actor: logActor(actor),
        sessionId: actor.session?.id ?? null,
        payload: audit,
      });
      return result;
    });
  };
}

type AccountQuerySpec<Input extends z.ZodType, Result> = {
  input: Input;
  run(scope: { db: SystemDb; actor: Actor; input: z.output<Input>; now: Date }): Promise<Result>;
};

/** Declares what a signed-in person reads of his or her own account; read-only, bound to `actor.userId` like the above. */
export function accountQuery<Input extends z.ZodType, Result>(spec: AccountQuerySpec<Input, Result>) {
  return async (actor: Actor, input: z.input<Input>): Promise<Result> => {
    await requireOrRecord(actor, "account:manage", "read");
    const parsed = parseInput(spec.input, input);
    return withSystem((db) => spec.run({ db, actor, input: parsed, now: now() }), "read");
  };
}
