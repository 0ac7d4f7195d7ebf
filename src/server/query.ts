import type { z } from "zod";
import type { Ability } from "@/contracts/permissions";
import { type Actor, type Within, within } from "./access";
import { now } from "./clock";
import { type TargetClause, requireOrRecord, requireTarget } from "./command";
import { type OrgDb, withOrg } from "./db";
import { parseInput } from "./errors";

type QueryScope<Input> = { db: OrgDb; actor: Actor; input: Input; within: Within; now: Date };

type QuerySpec<A extends Ability, Input extends z.ZodType, Result> = {
  permission: A;
  input: Input;
  run(scope: QueryScope<z.output<Input>>): Promise<Result>;
} & TargetClause<A, z.output<Input>>;

/** Declares a read. The transaction is read-only: a query that writes fails in Postgres, not in review. */
export function query<const A extends Ability, Input extends z.ZodType, Result>(spec: QuerySpec<A, Input, Result>) {
  return async (actor: Actor, input: z.input<Input>): Promise<Result> => {
    const scope = await requireOrRecord(actor, spec.permission, "read");
    const parsed = parseInput(spec.input, input);
    return withOrg(
      actor.orgId,
      async (db) => {
        await requireTarget(spec.target, { db, actor, input: parsed, scope });
        return spec.run({ db, actor, input: parsed, within: within(actor, scope), now: now() });
      },
      "read",
    );
  };
}
