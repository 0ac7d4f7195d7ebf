import type { z } from "zod";
import { findRole } from "@/features/roles/server";
import { newId } from "@/lib/ids";
import type { SystemDb } from "@/server/db";
import { DomainError, parseInput } from "@/server/errors";
import { systemCommand } from "@/server/system-command";
import { AddEmployeeInput, HashedEmployeeInput } from "../schemas";
import { hashPassword } from "./internal/passwords";

/**
 * Adds a person to an organization without an invitation: for the operator's shell (`admin -- user create`) and for
 * seeds. The address counts as confirmed, because the operator vouches for it. A person who has an account already keeps
 * it and its password.
 *
 * Throws CONFLICT when the person is in the organization, LIMIT_EXCEEDED when the plan has no place left, INVALID when a
 * new person comes without a password.
 */
export async function addEmployee(input: z.input<typeof AddEmployeeInput>) {
  const { password, ...person } = parseInput(AddEmployeeInput, input);
  return insertEmployee({ ...person, passwordHash: password === undefined ? null : await hashPassword(password) });
}

const insertEmployee = systemCommand({
  name: "employee.create",
  input: HashedEmployeeInput,
  async run({ db, input }) {
    const organization = await db.organization.findUnique({
      where: { slug: input.orgSlug },
      select: { id: true, maxEmployees: true },
    });
    if (!organization)
      throw new DomainError("NOT_FOUND", `There is no organization ${input.orgSlug}.`, { field: "orgSlug" });
    const role = await findRole(db, { orgId: organization.id, key: input.roleKey });
    await requirePlace(db, organization);
    const userId = await userFor(db, input);
    if ((await db.employee.count({ where: { orgId: organization.id, userId, deletedAt: null } })) > 0) {
      throw new DomainError("CONFLICT", `${input.email} is in this organization already.`, { field: "email" });
    }
    const employee = await db.employee.create({
      data: {
        id: newId(),
        orgId: organization.id,
        userId,
        roleId: role.id,
        teamId: input.teamId ?? null,
        email: input.email,
        fullName: input.fullName,
      },
      select: { id: true, orgId: true, userId: true, email: true, fullName: true, teamId: true },
    });
    return {
      result: employee,
      audit: {
        orgId: organization.id,
        targetType: "employee",
        targetId: employee.id,
        employeeId: employee.id,
        after: { email: employee.email, fullName: employee.fullName, role: role.key, teamId: employee.teamId },
      },
    };
  },
});

async function requirePlace(db: SystemDb, organization: { id: string; maxEmployees: number }): Promise<void> {
  const taken = await db.employee.count({
    where: { orgId: organization.id, deletedAt: null, status: { not: "inactive" } },
  });
  if (taken < organization.maxEmployees) return;
  throw new DomainError(
    "LIMIT_EXCEEDED",
    `The plan has place for ${String(organization.maxEmployees)} people, and all are taken.`,
    {
      remedy: "Choose a larger plan, or deactivate somebody first.",
    },
  );
}

async function userFor(db: SystemDb, input: z.output<typeof HashedEmployeeInput>): Promise<string> {
  const known = await db.user.findUnique({ where: { email: input.email }, select: { id: true } });
  if (known) return known.id;
  if (input.passwordHash === null) {
    throw new DomainError("INVALID", "A new person needs a password.", { field: "password" });
  }
  const { email, fullName, passwordHash } = input;
  const user = await db.user.create({
    data: { id: newId(), email, fullName, passwordHash, isVerified: true },
    select: { id: true },
  });
  return user.id;
}
