import { randomBytes } from "node:crypto";
import { type Permission, SYSTEM_ROLES, parsePermissions } from "@/contracts/permissions";
import { createOrganization, ensureOperator } from "@/features/organizations/server";
import { findRole, seedSystemRoles } from "@/features/roles/server";
import { newId } from "@/lib/ids";
import type { Actor, RequestInfo } from "@/server/access";
import { now } from "@/server/clock";
import { withOrg } from "@/server/db";
import { withSystem } from "@/server/system-db";

/** One vocabulary of fixtures for tests: every test makes its own organization, so tests run side by side. */

export type TestOrg = { id: string; slug: string; name: string };
export type TestEmployee = {
  id: string;
  orgId: string;
  userId: string;
  email: string;
  name: string;
  roleKey: string;
  teamId: string | null;
};

let builtIns: Promise<void> | undefined;

async function ensureBuiltIns(): Promise<void> {
  builtIns ??= (async () => {
    await ensureOperator({});
    await seedSystemRoles({});
  })();
  await builtIns;
}

function unique(): string {
  return randomBytes(5).toString("hex");
}

/** A company of its own under the operator. */
export async function newOrg(
  details: { name?: string; plan?: "starter" | "pro" | "enterprise" } = {},
): Promise<TestOrg> {
  await ensureBuiltIns();
  const organization = await createOrganization({
    name: details.name ?? "Acme",
    slug: `t-${unique()}`,
    plan: details.plan ?? "enterprise",
    type: "TENANT",
  });
  return { id: organization.id, slug: organization.slug, name: organization.name };
}

type EmployeeDetails = { roleKey?: string; teamId?: string; email?: string; name?: string; passwordHash?: string };

/** A person who works there, as a developer unless said otherwise. */
export function newEmployee(org: { id: string }, details: EmployeeDetails = {}): Promise<TestEmployee> {
  const name = details.name ?? "Robin Doe";
  const roleKey = details.roleKey ?? "developer";
  return withSystem(async (db) => {
    const email = details.email ?? `robin-${unique()}@example.test`;
    const role = await findRole(db, { orgId: org.id, key: roleKey });
    const user = await db.user.create({
      data: { id: newId(), email, fullName: name, isVerified: true, passwordHash: details.passwordHash ?? null },
    });
    const employee = await db.employee.create({
      data: {
        id: newId(),
        orgId: org.id,
        userId: user.id,
        roleId: role.id,
        email,
        fullName: name,
        teamId: details.teamId ?? null,
      },
    });
    return { id: employee.id, orgId: org.id, userId: user.id, email, name, roleKey, teamId: employee.teamId };
  });
}

export function newTeam(
  org: { id: string },
  details: { name?: string; parentTeamId?: string } = {},
): Promise<{ id: string; name: string }> {
  return withOrg(org.id, (db) =>
    db.team.create({
      data: { id: newId(), name: details.name ?? `Team ${unique()}`, parentTeamId: details.parentTeamId ?? null },
      select: { id: true, name: true },
    }),
  );
}

/** A request as an edge would describe it. */
export function testRequest(details: Partial<RequestInfo> = {}): RequestInfo {
  return { id: newId(), ip: "192.0.2.1", userAgent: "vitest", ...details };
}

type ActorDetails = { permissions?: readonly Permission[]; managedTeamIds?: readonly string[] };

/** The person, signed in a moment ago, with the permissions given or those of his or her system role. */
export function actorOf(employee: TestEmployee, details: ActorDetails = {}): Actor {
  const role = SYSTEM_ROLES.find(({ key }) => key === employee.roleKey);
  return {
    kind: "person",
    orgId: employee.orgId,
    employeeId: employee.id,
    userId: employee.userId,
    email: employee.email,
    name: employee.name,
    abilities: parsePermissions(details.permissions ?? role?.permissions ?? []),
    teamId: employee.teamId,
    managedTeamIds: details.managedTeamIds ?? [],
    session: { id: newId(), authMethod: "password", authenticatedAt: now() },
    deviceId: null,
    tokenId: null,
    onBehalfOf: null,
    via: null,
    request: testRequest(),
  };
}

/** Someone new in the organization who may do just what is listed. */
export async function memberOf(org: { id: string }, ...permissions: Permission[]): Promise<Actor> {
  return actorOf(await newEmployee(org), { permissions });
}

/** Someone new in the organization with a system role. */
export async function newActor(
  org: { id: string },
  roleKey: string,
  details: EmployeeDetails & ActorDetails = {},
): Promise<Actor> {
  return actorOf(await newEmployee(org, { ...details, roleKey }), details);
}

/** The organization's log, oldest first. */
export function auditTrail(org: { id: string }) {
  return withOrg(
    org.id,
    (db) =>
      db.activityLog.findMany({
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: {
          id: true,
          eventType: true,
          eventCategory: true,
          employeeId: true,
          actor: true,
          payload: true,
          trust: true,
        },
      }),
    "read",
  );
}
