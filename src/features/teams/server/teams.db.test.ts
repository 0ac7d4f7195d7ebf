import { describe, expect, test } from "vitest";
import { withOrg } from "@/server/db";
import { auditTrail, memberOf, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { createTeam, listTeams, setTeamManager, teamPath } from ".";

describe("teams", () => {
  test("are made by the owner, at the top or below another, and recorded", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");

    const top = await createTeam(owner, { name: "Engineering" });
    const below = await createTeam(owner, { name: "Platform", description: "Keeps it up", parentTeamId: top.id });

    expect(below).toMatchObject({ parentTeamId: top.id, description: "Keeps it up" });
    expect((await auditTrail(org)).at(-1)).toMatchObject({ eventType: "team.create", payload: { targetId: below.id } });
    await expect(createTeam(owner, { name: "Platform" })).rejects.toMatchObject({ code: "CONFLICT", field: "name" });
    expect(await withOrg(org.id, (db) => teamPath(db, below.id))).toEqual([below.id, top.id]);
    expect(await withOrg(org.id, (db) => teamPath(db, null))).toEqual([]);
  });

  test("are listed with their managers and how many work there", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const team = await newTeam(org, { name: "Platform" });
    await newEmployee(org, { teamId: team.id });
    const lead = await newEmployee(org, { teamId: team.id, name: "Lea" });

    await setTeamManager(owner, { teamId: team.id, employeeId: lead.id, isManager: true });

    expect(await listTeams(await newActor(org, "viewer"), {})).toMatchObject([
      { id: team.id, memberCount: 2, managers: [{ id: lead.id, fullName: "Lea" }] },
    ]);
    expect(await listTeams(await newActor(await newOrg(), "owner"), {})).toEqual([]);
  });
});

describe("who manages a team", () => {
  test("is set and taken away, idempotently, and recorded", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const [team, lead] = [await newTeam(org), await newEmployee(org)];
    const set = (isManager: boolean) => setTeamManager(owner, { teamId: team.id, employeeId: lead.id, isManager });

    await set(true);
    await set(true);
    await set(false);

    expect((await listTeams(owner, {}))[0]?.managers).toEqual([]);
    expect((await auditTrail(org)).slice(-3)).toMatchObject([
      {
        eventType: "team.set_manager",
        employeeId: lead.id,
        payload: { before: { isManager: false }, after: { isManager: true } },
      },
      { payload: { before: { isManager: true } } },
      { payload: { before: { isManager: true }, after: { isManager: false } } },
    ]);
  });

  test("a manager manages below his own teams only; strangers and the unpermitted not at all", async () => {
    const org = await newOrg();
    const [mine, theirs] = [await newTeam(org), await newTeam(org)];
    const manager = await newActor(org, "manager", { managedTeamIds: [mine.id] });
    const { id: employeeId } = await newEmployee(org);

    expect(await createTeam(manager, { name: "Below", parentTeamId: mine.id })).toMatchObject({
      parentTeamId: mine.id,
    });
    await expect(createTeam(manager, { name: "Top" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(createTeam(manager, { name: "Beside", parentTeamId: theirs.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const change = { teamId: theirs.id, employeeId, isManager: true };
    await expect(setTeamManager(manager, change)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(setTeamManager(await newActor(await newOrg(), "owner"), change)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(setTeamManager(await memberOf(org, "employee:read:org"), change)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(createTeam(await newActor(org, "developer"), { name: "Mine" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("another organization's person cannot be put in charge", async () => {
    const owner = await newActor(await newOrg(), "owner");
    const team = await createTeam(owner, { name: "Platform" });
    const { id: employeeId } = await newEmployee(await newOrg());

    await expect(setTeamManager(owner, { teamId: team.id, employeeId, isManager: true })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
