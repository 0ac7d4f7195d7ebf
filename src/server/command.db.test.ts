import { expect, test } from "vitest";
import { z } from "zod";
import { auditTrail, memberOf, newEmployee, newOrg, newTeam } from "@/test/factories";
import { command } from "./command";
import { withOrg } from "./db";
import { DomainError } from "./errors";
import { defineJob } from "./jobs";
import { query } from "./query";

const rename = command({
  name: "employee.suspend",
  permission: "employee:suspend",
  target: ({ input }) => Promise.resolve({ employeeId: input.employeeId }),
  input: z.strictObject({ employeeId: z.uuid(), name: z.string().min(1), fail: z.boolean().default(false) }),
  async run({ db, input, enqueue }) {
    await enqueue(noop, { employeeId: input.employeeId });
    await db.employee.update({ where: { id: input.employeeId }, data: { fullName: input.name } });
    if (input.fail) throw new DomainError("CONFLICT", "Changed my mind");
    return {
      result: input.name,
      audit: { targetType: "employee", targetId: input.employeeId, after: { name: input.name } },
    };
  },
});
const noop = defineJob({ kind: "test.noop", input: z.object({ employeeId: z.uuid() }), run: () => Promise.resolve() });

const nameOf = query({
  permission: "employee:read",
  target: "within",
  input: z.strictObject({ employeeId: z.uuid() }),
  run: ({ db, input, within }) =>
    db.employee.findFirst({ where: { AND: [{ id: input.employeeId }, within.employees] }, select: { fullName: true } }),
});

test("a change, its log row and its job are there together", async () => {
  const org = await newOrg();
  const { id } = await newEmployee(org);
  const boss = await memberOf(org, "employee:suspend:org");

  await rename(boss, { employeeId: id, name: "New" });

  const trail = await auditTrail(org);
  expect(trail.filter((row) => row.eventType === "employee.suspend")).toMatchObject([
    {
      employeeId: boss.employeeId,
      actor: { kind: "person", email: boss.email },
      payload: { targetId: id, after: { name: "New" } },
    },
  ]);
  expect(await withOrg(org.id, (db) => db.outbox.count())).toBe(1);
});

test("a change that fails leaves no trace of itself", async () => {
  const org = await newOrg();
  const { id, name } = await newEmployee(org);
  const boss = await memberOf(org, "employee:suspend:org");

  await expect(rename(boss, { employeeId: id, name: "New", fail: true })).rejects.toMatchObject({ code: "CONFLICT" });

  expect(await withOrg(org.id, (db) => db.employee.findUniqueOrThrow({ where: { id } }))).toMatchObject({
    fullName: name,
  });
  expect(await withOrg(org.id, (db) => db.outbox.count())).toBe(0);
  expect((await auditTrail(org)).some((row) => row.eventType === "employee.suspend")).toBe(false);
});

test("an attempt without the permission is refused and recorded", async () => {
  const org = await newOrg();
  const { id } = await newEmployee(org);
  const visitor = await memberOf(org, "organization:read");

  await expect(rename(visitor, { employeeId: id, name: "New" })).rejects.toMatchObject({ code: "FORBIDDEN" });

  expect(await auditTrail(org)).toContainEqual(
    expect.objectContaining({
      eventType: "access.denied",
      employeeId: visitor.employeeId,
      payload: expect.objectContaining({ ability: "employee:suspend", verb: "employee.suspend" }),
    }),
  );
});

test("another organization's person does not exist", async () => {
  const { id } = await newEmployee(await newOrg());
  const stranger = await memberOf(await newOrg(), "employee:suspend:org", "employee:read:org");

  await expect(rename(stranger, { employeeId: id, name: "New" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await nameOf(stranger, { employeeId: id })).toBeNull();
});

test("a colleague outside the team does not exist for its manager, one inside does", async () => {
  const org = await newOrg();
  const [mine, other] = [await newTeam(org), await newTeam(org)];
  const [inside, outside] = [await newEmployee(org, { teamId: mine.id }), await newEmployee(org, { teamId: other.id })];
  const manager = {
    ...(await memberOf(org, "employee:suspend:team", "employee:read:team")),
    managedTeamIds: [mine.id],
  };

  await expect(rename(manager, { employeeId: outside.id, name: "New" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await nameOf(manager, { employeeId: outside.id })).toBeNull();
  await expect(rename(manager, { employeeId: inside.id, name: "New" })).resolves.toBe("New");
});

test("with the scope of oneself only oneself exists", async () => {
  const org = await newOrg();
  const colleague = await newEmployee(org);
  const person = await memberOf(org, "employee:read:own");

  expect(await nameOf(person, { employeeId: colleague.id })).toBeNull();
  expect(await nameOf(person, { employeeId: person.employeeId })).toMatchObject({ fullName: person.name });
});

test("bad input names the field and touches nothing", async () => {
  const org = await newOrg();
  const boss = await memberOf(org, "employee:suspend:org");

  await expect(rename(boss, { employeeId: "nobody", name: "New" })).rejects.toMatchObject({
    code: "INVALID",
    field: "employeeId",
  });
});

test("a read that writes fails in Postgres", async () => {
  const org = await newOrg();
  const boss = await memberOf(org, "employee:read:org");
  const sneaky = query({
    permission: "employee:read",
    target: "within",
    input: z.strictObject({}),
    run: ({ db }) => db.employee.updateMany({ data: { fullName: "X" } }),
  });

  await expect(sneaky(boss, {})).rejects.toThrow(/read-only/);
});
