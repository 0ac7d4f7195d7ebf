import { type Ability, type Grants, type Scope, isWiderScope } from "@/contracts/permissions";
import type { Prisma } from "@/generated/prisma/client";
import { DomainError } from "./errors";

/** What an edge knows of the request it serves. */
export type RequestInfo = { id: string; ip: string | null; userAgent: string | null };

/** How a person signed in for the session at hand: decisions look at the method and at how long ago it was. */
export type ActorSession = { id: string; authMethod: string; authenticatedAt: Date };

/**
 * Who acts, for which organization, with which abilities. Made at an edge from a session, a device's token or an API
 * token, and never from input. `onBehalfOf` names the employee a delegate or job acts for; `via` names the parent
 * organization when a partner or the operator entered this one through a `:tree` permission.
 */
export type Actor = {
  kind: "person" | "device" | "token";
  orgId: string;
  employeeId: string;
  userId: string;
  email: string;
  name: string;
  abilities: Grants;
  teamId: string | null;
  /** The teams managed, with everything below them. */
  managedTeamIds: readonly string[];
  session: ActorSession | null;
  deviceId: string | null;
  tokenId: string | null;
  onBehalfOf: string | null;
  via: string | null;
  request: RequestInfo;
};

/** Fragments to spread into a `where`, so that a look-up by id finds only what the scope held reaches. */
export type Within = {
  employees: Prisma.EmployeeWhereInput;
  /** For rows with a required or optional `employee` relation. */
  ofEmployee: { employee?: Prisma.EmployeeWhereInput };
  teams: Prisma.TeamWhereInput;
  /** For rows with a `team` relation. */
  ofTeam: { team?: Prisma.TeamWhereInput };
};

/** The widest scope in which the actor holds the ability. Throws FORBIDDEN when it is not held at all. */
export function requirePermission(actor: Actor, ability: Ability): Scope {
  const scope = actor.abilities.get(ability);
  if (scope === undefined) {
    throw new DomainError("FORBIDDEN", `This needs the permission ${ability}, which your role does not have.`, {
      remedy: "Ask an owner of your organization.",
    });
  }
  return scope;
}

/** True when the actor holds the ability at least as widely as `scope`. */
export function can(actor: Actor, ability: Ability, scope: Scope = "own"): boolean {
  const held = actor.abilities.get(ability);
  return held !== undefined && !isWiderScope(scope, held);
}

/** The fragments for a scope: `own` is the actor alone, `team` the actor and the teams managed, wider is everyone. */
export function within(actor: Actor, scope: Scope): Within {
  if (scope === "org" || scope === "tree") return { employees: {}, ofEmployee: {}, teams: {}, ofTeam: {} };
  const ownTeam = actor.teamId === null ? [] : [actor.teamId];
  const employees: Prisma.EmployeeWhereInput =
    scope === "own"
      ? { id: actor.employeeId }
      : { OR: [{ id: actor.employeeId }, { teamId: { in: [...actor.managedTeamIds] } }] };
  const teams: Prisma.TeamWhereInput = { id: { in: scope === "own" ? ownTeam : [...actor.managedTeamIds] } };
  return { employees, ofEmployee: { employee: employees }, teams, ofTeam: { team: teams } };
}
