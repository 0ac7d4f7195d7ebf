import { beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { appendLog } from "@/server/audit";
import { chainLog } from "@/server/audit-chain";
import { withOrg } from "@/server/db";
import { systemPool } from "@/server/system-db";
import { verifyLog } from "@/server/verify-log";
import { newEmployee, newOrg } from "@/test/factories";
import { createEngine } from "@/engine";
import { upkeepSchedules } from "./upkeep";
import { collectWork, workOf } from "./registry";

const engine = createEngine({ executorId: "test/upkeep" });
const schedules = new Map(upkeepSchedules(engine).map((schedule) => [schedule.name, schedule]));

async function run(name: string): Promise<void> {
  await schedules.get(name)?.run(new Date());
}

async function partitions(table: string): Promise<string[]> {
  const { rows } = await systemPool().query<{ name: string }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1",
    [table],
  );
  return rows.map((row) => row.name);
}

function month(offset: number): string {
  const today = new Date();
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1));
  return first.toISOString().slice(0, 7).replace("-", "_");
}

beforeAll(async () => {
  await systemPool().query("select ensure_partitions(now() - interval '20 months')");
});

test("there is a partition for this month and the next ones", async () => {
  await run("partition.make");

  expect(await partitions("activity_logs")).toEqual(
    expect.arrayContaining([`activity_logs_${month(0)}`, `activity_logs_${month(1)}`, `activity_logs_${month(2)}`]),
  );
});

test("the longest retention drops whole months, an organization's own blanks contents, and the log still verifies", async () => {
  const [keeping, forgetting] = [await newOrg(), await newOrg()];
  await systemPool().query("update organizations set settings = $2 where id = $1", [
    forgetting.id,
    { retentionDays: { activity: 30, interactions: 1 } },
  ]);
  for (const org of [keeping, forgetting]) {
    await systemPool().query(
      `insert into activity_logs (org_id, actor, event_type, event_category, payload, created_at)
       select $1, '{"kind":"system"}', 'config.served', 'config', '{"note":"old"}', now() - age
         from unnest(array['17 months', '16 months', '2 months']::interval[]) age`,
      [org.id],
    );
    await withOrg(org.id, (db) =>
      appendLog(db, { type: "config.served", actor: { kind: "system" }, payload: { note: "new" } }),
    );
  }
  await chainLog();

  await run("retention.enforce");

  expect(await partitions("activity_logs")).not.toContain(`activity_logs_${month(-17)}`);
  expect(await partitions("llm_interaction_logs")).not.toContain(`llm_interaction_logs_${month(-2)}`);
  expect(await partitions("usage_logs")).toContain(`usage_logs_${month(-17)}`);
  const notes = async (orgId: string): Promise<unknown[]> => {
    const { rows } = await systemPool().query<{ note: string | null }>(
      `select payload ->> 'note' as note from activity_logs where org_id = $1 and payload ->> 'note' in ('old', 'new') order by seq`,
      [orgId],
    );
    return rows.map((row) => row.note);
  };
  expect(await notes(keeping.id)).toEqual(["old", "new"]);
  expect(await notes(forgetting.id)).toEqual(["new"]);
  for (const org of [keeping, forgetting]) expect((await verifyLog(org.id)).fault).toBeNull();
});

test("what ended long ago is forgotten, what lives or ended lately stays", async () => {
  const person = await newEmployee(await newOrg());
  const insert = async (expires: string): Promise<string> => {
    const id = newId();
    await systemPool().query(
      `insert into email_verification_tokens (id, user_id, token_hash, expires_at) values ($1, $2, $3, now() + $4::interval)`,
      [id, person.userId, newId(), expires],
    );
    await systemPool().query(
      `insert into sessions (id, org_id, user_id, employee_id, token_hash, expires_at) values ($1, $2, $3, $4, $5, now() + $6::interval)`,
      [id, person.orgId, person.userId, person.id, newId(), expires],
    );
    return id;
  };
  const [old, recent, living] = [await insert("-40 days"), await insert("-1 day"), await insert("1 day")];

  await run("expired.forget");

  for (const table of ["email_verification_tokens", "sessions"]) {
    const { rows } = await systemPool().query<{ id: string }>(
      `select id from ${table} where id = any($1) order by id`,
      [[old, recent, living]],
    );
    expect(rows.map((row) => row.id)).toEqual([recent, living].toSorted());
  }
});

test("every kind of work has a name of its own", () => {
  const work = collectWork(engine);
  expect(work.jobs.has("mail.send")).toBe(true);
  expect(work.schedules.length).toBeGreaterThan(4);

  const [schedule] = work.schedules;
  expect(() => workOf([], schedule ? [schedule, schedule] : [])).toThrow("the same name");
});
