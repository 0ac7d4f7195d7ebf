import type { z } from "zod";
import type { Ability, Scope, ScopedAbility } from "@/contracts/permissions";
import type { EventType } from "@/contracts/events";
import { type Actor, type Within, requirePermission, within } from "./access";
import { type AuditEntry, appendLog, logActor } from "./audit";
import { now } from "./clock";
import { type OrgDb, withOrg } from "./db";
import { DomainError, parseInput } from "./errors";
import type { Job, JobPayload } from "./jobs";
import { log } from "./log";
import { type EnqueueOptions, enqueue } from "./outbox";

/** Whom a verb touches; it is carried out only when that is within the scope held. */
export type Target = { employeeId?: string | null; teamId?: string | null };
type TargetLookup<Input> = (scope: { db: OrgDb; input: Input; actor: Actor }) => Promise<Target | null>;

/**
 * The obligation of a scoped ability: look the target up, or say `"within"` and spread `within` into every look-up.
 * An ability that is held for the whole organization has no target.
 */
export type TargetClause<A extends Ability, Input> = A extends ScopedAbility
  ? { target: "within" | TargetLookup<Input> }
  : { target?: never };

export type Enqueue = <Payload extends JobPayload>(
  job: Job<Payload>,
  payload: Payload,
  options?: Omit<EnqueueOptions, "orgId">,
) => Promise<void>;

export type CommandScope<Input> = {
  db: OrgDb;
  actor: Actor;
  input: Input;
  within: Within;
  now: Date;
  enqueue: Enqueue;
};

type CommandSpec<A extends Ability, Input extends z.ZodType, Result> = {
  /** Audit action, span and metric name: `noun.verb`. */
  name: EventType;
  permission: A;
  input: Input;
  run(scope: CommandScope<z.output<Input>>): Promise<{ result: Result; audit: AuditEntry | AuditEntry[] }>;
} & TargetClause<A, z.output<Input>>;

/**
 * Declares a state change. It cannot be written without a permission, its target where the permission has a scope, an
 * input schema and an audit entry; all of it is one transaction under row-level security, so a change that is not
 * recorded did not happen. Refused attempts are recorded too.
 */
export function command<const A extends Ability, Input extends z.ZodType, Result>(spec: CommandSpec<A, Input, Result>) {
  return async (actor: Actor, input: z.input<Input>): Promise<Result> => {
    const scope = await requireOrRecord(actor, spec.permission, spec.name);
    const parsed = parseInput(spec.input, input);
    return withOrg(actor.orgId, async (db) => {
      const reach = within(actor, scope);
      await requireTarget(spec.target, { db, actor, input: parsed, scope });
      const put: Enqueue = (job, payload, options) => enqueue(db, job, payload, options);
      const { result, audit } = await spec.run({ db, actor, input: parsed, within: reach, now: now(), enqueue: put });
      await recordAudit(db, actor, { name: spec.name, audit });
      return result;
    });
  };
}

/** The permission check of every verb; a refusal is a row in the log. */
export async function requireOrRecord(actor: Actor, ability: Ability, verb: string): Promise<Scope> {
  try {
    return requirePermission(actor, ability);
  } catch (refusal) {
    await recordRefusal(actor, verb, ability);
    throw refusal;
  }
}

/** Writes one log row per entry, attributed to the actor. */
async function recordAudit(
  db: OrgDb,
  actor: Actor,
  { name, audit }: { name: EventType; audit: AuditEntry | AuditEntry[] },
): Promise<void> {
  for (const { employeeId, ...entry } of Array.isArray(audit) ? audit : [audit]) {
    await appendLog(db, {
      type: name,
      actor: logActor(actor),
      onBehalfOf: actor.onBehalfOf,
      sessionId: actor.session?.id ?? null,
      payload: entry,
      ...(employeeId !== undefined && { employeeId }),
    });
  }
}

/** NOT_FOUND when the target is outside the scope held: what one may not touch does not exist. */
export async function requireTarget<Input>(
  target: "within" | TargetLookup<Input> | undefined,
  scope: { db: OrgDb; actor: Actor; input: Input; scope: Scope },
): Promise<void> {
  if (typeof target !== "function") return;
  const { db, actor, input } = scope;
  const found = await target({ db, input, actor });
  const reach = within(actor, scope.scope);
  const isEmployeeReached = async (id: string): Promise<boolean> =>
    (await db.employee.count({ where: { AND: [{ id }, reach.employees] } })) === 1;
  const isTeamReached = async (id: string): Promise<boolean> =>
    (await db.team.count({ where: { AND: [{ id }, reach.teams] } })) === 1;
  const isOrgWide = scope.scope === "org" || scope.scope === "tree";
  const isReached =
    found !== null &&
    (isOrgWide || Boolean(found.employeeId) || Boolean(found.teamId)) &&
    (!found.employeeId || (await isEmployeeReached(found.employeeId))) &&
    (!found.teamId || (await isTeamReached(found.teamId)));
  if (!isReached) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
}

async function recordRefusal(actor: Actor, verb: string, ability: Ability): Promise<void> {
  try {
    await withOrg(actor.orgId, (db) =>
      appendLog(db, { type: "access.denied", actor: logActor(actor), payload: { verb, ability } }),
    );
  } catch (error) {
    // The attempt stays refused whether or not it could be recorded.
    log().error({ err: error, verb, ability }, "a refused attempt could not be recorded");
  }
}
