import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { memberOf, newEmployee, newOrg, newTeam } from "@/test/factories";
import { newId } from "@/lib/ids";
import { withOrg } from "@/server/db";
import { withSystem } from "@/server/system-db";
import { ask } from "./support";

let listener: pg.Client;
let heard: { org: string | null; table: string; id: string | null }[] = [];

beforeAll(async () => {
  listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(JSON.parse(payload ?? "") as (typeof heard)[number]));
  await listener.query("listen steward_changed");
});

afterAll(() => listener.end());

/** What was announced while `work` ran. */
async function announced(work: () => Promise<unknown>): Promise<typeof heard> {
  await listener.query("select 1");
  heard = [];
  await work();
  await listener.query("select 1");
  return heard;
}

async function versionOf(orgId: string): Promise<number> {
  const [row] = await ask<{ version: number }>("select config_version as version from organizations where id = $1", [
    orgId,
  ]);
  return row?.version ?? 0;
}

it("raises the organization's version and tells everybody when configuration changes, whoever changes it", async () => {
  const org = await newOrg();
  const before = await versionOf(org.id);
  const rule = newId();
  const changes = await announced(() =>
    withOrg(org.id, (db) => db.toolPolicy.create({ data: { id: rule, toolName: "Bash" }, select: { id: true } })),
  );
  expect(changes).toEqual([{ org: org.id, table: "tool_policies", id: rule }]);
  expect(await versionOf(org.id)).toBe(before + 1);

  const byHand = await announced(() => ask("update tool_policies set reason = 'no' where id = $1", [rule]));
  expect(byHand).toEqual([{ org: org.id, table: "tool_policies", id: rule }]);
  expect(await versionOf(org.id)).toBe(before + 2);
});

it("stays silent when nothing changed that anybody depends on", async () => {
  const org = await newOrg();
  const employee = await newEmployee(org);
  const before = await versionOf(org.id);
  const changes = await announced(() =>
    ask("update employees set last_login_at = now(), full_name = 'New' where id = $1", [employee.id]),
  );
  expect(changes).toEqual([]);
  expect(await versionOf(org.id)).toBe(before);
});

it("tells that a person moved, was suspended, or had a session revoked", async () => {
  const org = await newOrg();
  const team = await newTeam(org);
  const employee = await newEmployee(org);
  const moved = await announced(() => ask("update employees set team_id = $1 where id = $2", [team.id, employee.id]));
  expect(moved).toEqual([{ org: org.id, table: "employees", id: employee.id }]);
  const suspended = await announced(() =>
    ask("update employees set status = 'suspended' where id = $1", [employee.id]),
  );
  expect(suspended).toHaveLength(1);

  const session = await withSystem((db) =>
    db.session.create({
      data: {
        orgId: org.id,
        userId: employee.userId,
        employeeId: employee.id,
        tokenHash: newId(),
        expiresAt: new Date(Date.now() + 1e6),
      },
    }),
  );
  const revoked = await announced(() => ask("update sessions set revoked_at = now() where id = $1", [session.id]));
  expect(revoked).toEqual([{ org: org.id, table: "sessions", id: session.id }]);
});

it("raises the version of the person and the team that a change is for", async () => {
  const org = await newOrg();
  const team = await newTeam(org);
  const employee = await newEmployee(org);
  await withOrg(org.id, async (db) => {
    await db.toolPolicy.create({ data: { toolName: "Bash", teamId: team.id } });
    await db.toolPolicy.create({ data: { toolName: "Read", employeeId: employee.id } });
  });
  const [versions] = await ask(
    "select (select config_version from teams where id = $1) as team, (select config_version from employees where id = $2) as person",
    [team.id, employee.id],
  );
  expect(versions).toEqual({ team: 2, person: 2 });
});

it("tells of many rows at once without naming each, and of the operator's shelf to everybody", async () => {
  const org = await newOrg();
  const many = await announced(() =>
    withOrg(org.id, (db) =>
      db.toolPolicy.createMany({ data: Array.from({ length: 150 }, (_, n) => ({ toolName: `tool-${String(n)}` })) }),
    ),
  );
  expect(many).toEqual([{ org: org.id, table: "tool_policies", id: null }]);
  const shelf = await announced(() =>
    ask(
      "insert into policies (org_id, name, type) select id, 'template ' || uuid_v7(), 'path_restriction' from organizations where type = 'APP'",
    ),
  );
  expect(shelf).toEqual([{ org: null, table: "policies", id: expect.any(String) as string }]);
});

it("keeps the subscription's monthly budget and the organization's month budget one figure, in one transaction", async () => {
  const org = await newOrg();
  const figures = async () => {
    const [row] = await ask<{ subscription: string | null; budget: string | null }>(
      `select (select monthly_budget_usd from subscriptions where org_id = $1) as subscription,
         (select limit_usd from budgets where org_id = $1 and scope = 'ORG' and period = 'MONTH') as budget`,
      [org.id],
    );
    return row;
  };
  const set = (usd: string | null) => ({ subscription: usd, budget: usd });
  await ask("update subscriptions set monthly_budget_usd = 250 where org_id = $1", [org.id]);
  expect(await figures()).toEqual(set("250.0000000000"));
  await ask("update budgets set limit_usd = 75.5 where org_id = $1 and scope = 'ORG' and period = 'MONTH'", [org.id]);
  expect(await figures()).toEqual(set("75.5000000000"));
  await ask("update budgets set limit_usd = null where org_id = $1 and scope = 'ORG' and period = 'MONTH'", [org.id]);
  expect(await figures()).toEqual(set(null));

  await ask("update subscriptions set status = 'canceled' where org_id = $1", [org.id]);
  await ask("update budgets set limit_usd = 9 where org_id = $1 and scope = 'ORG' and period = 'MONTH'", [org.id]);
  await ask("insert into subscriptions (org_id) values ($1)", [org.id]);
  const [live] = await ask(
    "select monthly_budget_usd as usd from subscriptions where org_id = $1 and status = 'active'",
    [org.id],
  );
  expect(live, "a later subscription keeps the budget that was set").toEqual({ usd: "9.0000000000" });
});

it("shows the current month's spending on the subscription", async () => {
  const org = await newOrg();
  await ask("update subscriptions set monthly_budget_usd = 100 where org_id = $1", [org.id]);
  await ask(
    `insert into budget_periods (org_id, budget_id, period_start, period_end)
     select org_id, id, date_trunc('month', now()), date_trunc('month', now()) + interval '1 month' from budgets where org_id = $1 and scope = 'ORG' and period = 'MONTH'
     on conflict do nothing`,
    [org.id],
  );
  await ask("update budget_periods set spent_usd = 12.0000000001 where org_id = $1", [org.id]);
  const [row] = await ask("select current_spending_usd as usd from subscriptions where org_id = $1", [org.id]);
  expect(row).toEqual({ usd: "12.0000000001" });
});

it("lets an employee's team go with the team, and the employee stay", async () => {
  const org = await newOrg();
  const team = await newTeam(org);
  const employee = await newEmployee(org, { teamId: team.id });
  await ask("delete from teams where id = $1", [team.id]);
  const [row] = await ask("select org_id, team_id from employees where id = $1", [employee.id]);
  expect(row).toEqual({ org_id: org.id, team_id: null });
});

it("lets an organization be named by its owner's command and never given another plan by a tenant", async () => {
  const org = await newOrg();
  const owner = await memberOf(org, "organization:update:org");
  await withOrg(owner.orgId, (db) => db.organization.update({ where: { id: org.id }, data: { name: "Renamed" } }));
  await expect(
    withOrg(owner.orgId, (db) => db.organization.update({ where: { id: org.id }, data: { plan: "enterprise" } })),
  ).rejects.toThrow(/permission denied/);
});
