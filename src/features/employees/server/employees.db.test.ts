import { describe, expect, test } from "vitest";
import { auditTrail, memberOf, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { getEmployee, listEmployees, reinstateEmployee, suspendEmployee } from ".";

const because = { reason: "laptop stolen" };

describe("the list of people", () => {
  test("reaches as far as the role: oneself, one's teams, everybody", async () => {
    const org = await newOrg();
    const platform = await newTeam(org);
    const dev = await newActor(org, "developer", { teamId: platform.id, name: "Dev" });
    const manager = await newActor(org, "manager", { managedTeamIds: [platform.id], name: "Manager" });
    const owner = await newActor(org, "owner", { name: "Owner" });
    const names = async (actor: typeof dev) =>
      (await listEmployees(actor, {})).employees.map(({ fullName }) => fullName);

    expect(await names(dev)).toEqual(["Dev"]);
    expect(await names(manager)).toEqual(["Dev", "Manager"]);
    expect(await names(owner)).toEqual(["Dev", "Manager", "Owner"]);
    expect(await names(await newActor(await newOrg(), "owner", { name: "Stranger" }))).toEqual(["Stranger"]);
    await expect(listEmployees(await memberOf(org, "usage:read:org"), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("is searched by name and address, filtered, and read page by page", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner", { name: "Zoe" });
    const team = await newTeam(org);
    await newEmployee(org, { name: "Yvonne", email: `yvonne-${org.slug}@example.test`, teamId: team.id });
    await newEmployee(org, { name: "Bob", email: `bob-${org.slug}@example.test` });
    const names = async (input: Parameters<typeof listEmployees>[1]) =>
      (await listEmployees(owner, input)).employees.map(({ fullName }) => fullName);

    expect(await names({ search: "yVON" })).toEqual(["Yvonne"]);
    expect(await names({ search: `bob-${org.slug}` })).toEqual(["Bob"]);
    expect(await names({ search: "100%_" })).toEqual([]);
    expect(await names({ teamId: team.id })).toEqual(["Yvonne"]);
    expect(await names({ status: "suspended" })).toEqual([]);
    const first = await listEmployees(owner, { limit: 2 });
    expect(first.employees.map(({ fullName }) => fullName)).toEqual(["Bob", "Yvonne"]);
    const second = await listEmployees(owner, { limit: 2, cursor: first.nextCursor ?? undefined });
    expect(second).toMatchObject({ employees: [{ fullName: "Zoe" }], nextCursor: null });
  });
});

test("one person's page is there for those in reach, and for nobody else", async () => {
  const org = await newOrg();
  const platform = await newTeam(org);
  const { id: employeeId } = await newEmployee(org, { teamId: platform.id });

  expect(
    await getEmployee(await newActor(org, "manager", { managedTeamIds: [platform.id] }), { employeeId }),
  ).toMatchObject({
    id: employeeId,
    team: { id: platform.id },
    role: { key: "developer" },
  });
  for (const actor of [
    await newActor(org, "developer"),
    await newActor(org, "manager", { managedTeamIds: [(await newTeam(org)).id] }),
    await newActor(await newOrg(), "owner"),
  ]) {
    await expect(getEmployee(actor, { employeeId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

describe("suspending a person", () => {
  test("is recorded with the reason, and undone by reinstating", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const { id: employeeId } = await newEmployee(org);

    await suspendEmployee(owner, { employeeId, ...because });
    expect(await getEmployee(owner, { employeeId })).toMatchObject({ status: "suspended" });
    await expect(suspendEmployee(owner, { employeeId, ...because })).rejects.toMatchObject({ code: "CONFLICT" });
    await reinstateEmployee(owner, { employeeId });
    await expect(reinstateEmployee(owner, { employeeId })).rejects.toMatchObject({ code: "CONFLICT" });

    expect((await auditTrail(org)).slice(-2)).toMatchObject([
      { eventType: "employee.suspend", employeeId, payload: { before: { status: "active" }, after: because } },
      { eventType: "employee.reinstate", employeeId, payload: { after: { status: "active" } } },
    ]);
  });

  test("is for those in reach: a manager's team, not the team beside it", async () => {
    const org = await newOrg();
    const [platform, research] = [await newTeam(org), await newTeam(org)];
    const manager = await newActor(org, "manager", { managedTeamIds: [platform.id] });
    const [mine, theirs] = [
      await newEmployee(org, { teamId: platform.id }),
      await newEmployee(org, { teamId: research.id }),
    ];

    expect(await suspendEmployee(manager, { employeeId: mine.id, ...because })).toMatchObject({ status: "suspended" });

    await expect(suspendEmployee(manager, { employeeId: theirs.id, ...because })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const stranger = await newActor(await newOrg(), "owner");
    await expect(suspendEmployee(stranger, { employeeId: theirs.id, ...because })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(reinstateEmployee(stranger, { employeeId: mine.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("without the permission is refused, and the attempt recorded", async () => {
    const org = await newOrg();
    const dev = await newActor(org, "developer");
    const { id: employeeId } = await newEmployee(org);

    await expect(suspendEmployee(dev, { employeeId, ...because })).rejects.toMatchObject({ code: "FORBIDDEN" });

    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "access.denied",
      employeeId: dev.employeeId,
      payload: { verb: "employee.suspend", ability: "employee:suspend" },
    });
  });

  test("never oneself, and never the last owner", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const security = await newActor(org, "security");

    await expect(suspendEmployee(owner, { employeeId: owner.employeeId, ...because })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(suspendEmployee(security, { employeeId: owner.employeeId, ...because })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await newActor(org, "owner");

    expect(await suspendEmployee(security, { employeeId: owner.employeeId, ...because })).toMatchObject({
      status: "suspended",
    });
  });
});
