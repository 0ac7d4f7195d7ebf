import { describe, expect, test } from "vitest";
import { withSystem } from "@/server/system-db";
import { actorOf, auditTrail, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { currentSpan } from "./internal/current-span";
import { listBudgets } from "./list-budgets";
import { removeBudget } from "./remove-budget";
import { setBudget } from "./set-budget";

const MONTH = { period: "MONTH", limitUsd: "250", mode: "EXACT" } as const;

describe("a budget", () => {
  test("is set, changed in place and recorded with what it was", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const person = await newEmployee(org);

    const first = await setBudget(owner, { scope: "EMPLOYEE", employeeId: person.id, ...MONTH });
    const second = await setBudget(owner, { scope: "EMPLOYEE", employeeId: person.id, ...MONTH, limitUsd: "99.50" });

    expect(second).toMatchObject({ id: first.id, limitUsd: "99.5", mode: "EXACT" });
    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "budget.set",
      employeeId: person.id,
      payload: { before: { limitUsd: "250" }, after: { limitUsd: "99.5" } },
    });
  });

  test("of the organization for a month is its subscription's, whichever of the two is written", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    await withSystem((db) =>
      db.subscription.updateMany({ where: { orgId: org.id }, data: { monthlyBudgetUsd: "40" } }),
    );
    const subscription = () => withSystem((db) => db.subscription.findFirstOrThrow({ where: { orgId: org.id } }));
    expect((await listBudgets(owner, {})).find(({ scope }) => scope === "ORG")).toMatchObject({ limitUsd: "40" });

    await setBudget(owner, { scope: "ORG", ...MONTH, limitUsd: "75" });

    expect((await subscription()).monthlyBudgetUsd?.toFixed()).toBe("75");
    const [budget] = await listBudgets(owner, {});
    await expect(removeBudget(owner, { budgetId: budget?.id ?? "" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("is set by those who manage budgets, for people of their own organization", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const stranger = await newEmployee(await newOrg());
    const developer = await newActor(org, "developer");

    await expect(setBudget(developer, { scope: "ORG", ...MONTH })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(setBudget(owner, { scope: "EMPLOYEE", employeeId: stranger.id, ...MONTH })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(setBudget(owner, { scope: "ORG", ...MONTH, limitUsd: "1e9" })).rejects.toMatchObject({
      code: "INVALID",
      field: "limitUsd",
    });
  });

  test("is removed, and not by a stranger", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const person = await newEmployee(org);
    const budget = await setBudget(owner, { scope: "EMPLOYEE", employeeId: person.id, ...MONTH });
    const stranger = await newActor(await newOrg(), "owner");

    await expect(removeBudget(stranger, { budgetId: budget.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await removeBudget(owner, { budgetId: budget.id });

    expect(await listBudgets(owner, { employeeId: person.id })).toEqual([]);
  });
});

test("people see the organization's budgets and their own, a manager also the team's, an owner all", async () => {
  const org = await newOrg();
  const owner = await newActor(org, "owner");
  const team = await newTeam(org);
  const mate = await newEmployee(org, { teamId: team.id });
  const other = await newEmployee(org);
  await setBudget(owner, { scope: "ORG", ...MONTH });
  for (const person of [mate, other]) await setBudget(owner, { scope: "EMPLOYEE", employeeId: person.id, ...MONTH });
  const manager = actorOf(await newEmployee(org, { roleKey: "manager" }), { managedTeamIds: [team.id] });
  const seenBy = async (actor: typeof owner) =>
    (await listBudgets(actor, {})).map(({ employeeId }) => employeeId).sort();

  expect(await seenBy(owner)).toEqual([mate.id, other.id, null].sort());
  expect(await seenBy(manager)).toEqual([mate.id, null].sort());
  expect(await seenBy(actorOf(mate))).toEqual([mate.id, null].sort());
});

test.each([
  ["2026-03-29T00:30:00Z", "Europe/Berlin", "DAY", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
  ["2026-11-22T20:00:00Z", "UTC", "MONTH", "2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
  ["2026-12-31T20:00:00Z", "Asia/Kolkata", "MONTH", "2026-12-31T18:30:00.000Z", "2027-01-31T18:30:00.000Z"],
  ["2026-11-01T12:00:00Z", "America/New_York", "DAY", "2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z"],
])("the database and we count the same day and month: %s in %s", async (...example) => {
  const [at, timeZone, period, starts, ends] = example;
  const span = currentSpan(new Date(at), { period, timeZone });
  const rows = await withSystem(
    (db) =>
      db.$queryRaw<
        { starts: Date; ends: Date }[]
      >`select starts, ends from budget_span(${at}::timestamptz, ${period}, ${timeZone})`,
  );

  expect([span.starts.toISOString(), span.ends.toISOString()]).toEqual([starts, ends]);
  expect(rows).toEqual([span]);
});
