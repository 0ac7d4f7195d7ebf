import { SYSTEM_ROLES, parsePermissions } from "@/contracts/permissions";
import { newId } from "@/lib/ids";
import type { Actor } from "@/server/access";
import { now } from "@/server/clock";

export type SeededPerson = {
  id: string;
  orgId: string;
  userId: string;
  email: string;
  fullName: string;
  teamId: string | null;
  roleKey: string;
};

/** The person as if signed in a moment ago, so that a seed goes through the product's own commands. */
export function seedActor(person: SeededPerson, managedTeamIds: readonly string[] = []): Actor {
  const role = SYSTEM_ROLES.find(({ key }) => key === person.roleKey);
  return {
    kind: "person",
    orgId: person.orgId,
    employeeId: person.id,
    userId: person.userId,
    email: person.email,
    name: person.fullName,
    abilities: parsePermissions(role?.permissions ?? []),
    teamId: person.teamId,
    managedTeamIds,
    session: { id: newId(), authMethod: "password", authenticatedAt: now() },
    deviceId: null,
    tokenId: null,
    onBehalfOf: null,
    via: null,
    request: { id: newId(), ip: "127.0.0.1", userAgent: "seed" },
  };
}
