import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { withOrg } from "@/server/db";
import { databaseUrlOf } from "@/server/db-urls";
import { systemPool, withSystem } from "@/server/system-db";
import { newId } from "@/lib/ids";
import { newEmployee, newOrg } from "@/test/factories";
import { ask } from "../schema/support";
import { populate, readCatalog } from "./population";

let us: { id: string };
let them: { id: string };

beforeAll(async () => {
  [us, them] = [await newOrg(), await newOrg()];
  const catalog = await readCatalog();
  await populate(catalog, us.id);
  await populate(catalog, them.id);
});

/** As the web's login, having become a tenant of our organization. */
async function asTenant<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrlOf("steward_web") });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('role', 'tenant', true), set_config('app.org_id', $1, true)", [us.id]);
    return await work(client);
  } finally {
    await client.end();
  }
}

it("shows through the view only what waits in our organization", async () => {
  const pending = await withOrg(
    us.id,
    (db) => db.$queryRaw<{ org_id: string }[]>`select org_id from v_pending_approvals`,
  );
  expect(new Set(pending.map(({ org_id }) => org_id))).toEqual(new Set([us.id]));
  expect(await ask("select 1 from v_pending_approvals where org_id = $1", [them.id])).not.toEqual([]);
});

it("closes every partition, which would answer without its parent's policy", async () => {
  const partitions = await ask<{ name: string }>(
    "select relname as name from pg_class where relispartition and relkind = 'r'",
  );
  expect(partitions.length).toBeGreaterThan(10);
  for (const { name } of partitions) {
    await expect(
      asTenant((client) => client.query(`select 1 from ${name}`)),
      name,
    ).rejects.toThrow("permission denied");
    await expect(systemPool().query(`delete from ${name}`), name).rejects.toThrow("permission denied");
  }
});

it("lets a tenant call no function that acts for all organizations", async () => {
  const functions = await ask<{ name: string; definer: boolean }>(
    `select p.proname as name, p.prosecdef as definer from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'public' and has_function_privilege('tenant', p.oid, 'execute')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`,
  );
  // Its rights are its own but for the one that says who the operator is.
  expect(functions.filter(({ definer }) => definer).map(({ name }) => name)).toEqual(["operator_org_id"]);
  for (const call of [
    "ensure_partitions()",
    "drop_partitions('activity_logs', now())",
    "blank_activity(gen_random_uuid(), now())",
  ]) {
    await expect(asTenant((client) => client.query(`select ${call}`))).rejects.toThrow("permission denied");
  }
});

it("lets no tenant become anybody else", async () => {
  for (const role of ["system", "steward_system", "steward_owner", "postgres"]) {
    await expect(
      asTenant((client) => client.query(`set local role ${role}`)),
      role,
    ).rejects.toThrow("permission denied");
  }
});

it("closes the engine's tables to tenants and to the web's login", async () => {
  const tables = await ask<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'dbos'",
  );
  expect(tables.length).toBeGreaterThan(5);
  const web = new pg.Client({ connectionString: databaseUrlOf("steward_web") });
  await web.connect();
  try {
    for (const { name } of tables) {
      await expect(
        asTenant((client) => client.query(`select 1 from ${name}`)),
        name,
      ).rejects.toThrow("permission denied for schema dbos");
      await expect(web.query(`select 1 from ${name}`), name).rejects.toThrow("permission denied for schema dbos");
    }
  } finally {
    await web.end();
  }
});

describe("what happened stays as it was", () => {
  const APPEND_ONLY = ["activity_logs", "usage_logs", "usage_events", "log_anchors", "policy_versions"];

  it.each(APPEND_ONLY)("nobody rewrites or deletes %s", async (table) => {
    for (const sql of [`delete from ${table}`, `update ${table} set org_id = org_id`, `truncate ${table}`]) {
      await expect(
        asTenant((client) => client.query(sql)),
        sql,
      ).rejects.toThrow("permission denied");
      await expect(systemPool().query(sql), sql).rejects.toThrow("permission denied");
    }
  });

  it.each([
    "usage_logs",
    "usage_events",
    "usage_records",
    "budget_periods",
    "budget_holds",
    "budget_hold_items",
    "log_heads",
    "log_anchors",
  ])("a tenant writes nothing to %s", async (table) => {
    await expect(asTenant((client) => client.query(`insert into ${table} default values`))).rejects.toThrow(
      "permission denied",
    );
  });

  it("a tenant neither dates nor numbers its own log", async () => {
    for (const column of ["created_at", "seq", "hash", "salt"]) {
      const sql = `insert into activity_logs (event_type, event_category, ${column}) values ('auth.login', 'auth', null)`;
      await expect(
        asTenant((client) => client.query(sql)),
        column,
      ).rejects.toThrow("permission denied");
    }
  });

  it("a tenant raises neither its plan nor its limits, and lends itself no money", async () => {
    for (const sql of [
      "update organizations set plan = 'enterprise'",
      "update organizations set max_employees = 1000",
      "update organizations set status = 'active'",
      "update organizations set type = 'APP'",
      "update subscriptions set current_spending_usd = 0",
      "update subscriptions set status = 'active'",
      "update integration_registry set base_url = 'https://elsewhere.test'",
    ]) {
      await expect(
        asTenant((client) => client.query(sql)),
        sql,
      ).rejects.toThrow("permission denied");
    }
  });
});

it("never reads a password's hash as a tenant, and no colleague's password can be set", async () => {
  await expect(asTenant((client) => client.query("select password_hash from users"))).rejects.toThrow(
    "permission denied",
  );
  await expect(asTenant((client) => client.query("update users set password_hash = 'x'"))).rejects.toThrow(
    "permission denied",
  );
});

it("shows a pending sign-in to nobody but who knows its code, and never moves it out of an organization", async () => {
  const code = `CODE-${newId()}`;
  await withSystem((db) =>
    db.deviceAuthorization.create({
      data: {
        deviceCodeHash: newId(),
        userCode: code,
        surface: "steward_cli",
        expiresAt: new Date(Date.now() + 60_000),
      },
    }),
  );
  const visible = (known: string) =>
    asTenant(async (client) => {
      await client.query("select set_config('app.user_code', $1, true)", [known]);
      return (await client.query("select 1 from device_authorizations where org_id is null")).rows.length;
    });
  expect(await visible("")).toBe(0);
  expect(await visible("CODE-other")).toBe(0);
  expect(await visible(code)).toBe(1);
  const steal = asTenant(async (client) => {
    await client.query("select set_config('app.user_code', $1, true)", [code]);
    await client.query("update device_authorizations set org_id = $1 where user_code = $2", [them.id, code]);
  });
  await expect(steal).rejects.toThrow("row-level security");
});

it("never mixes forty scopes that run at once", async () => {
  const [mine, other] = [await newEmployee(us), await newEmployee(them)];
  const seen = await Promise.all(
    Array.from({ length: 40 }, (_, n) => {
      const orgId = n % 2 === 0 ? us.id : them.id;
      return withOrg(orgId, async (db) => {
        await db.$queryRaw`select pg_sleep(0.01)::text`;
        const ids = (await db.employee.findMany({ select: { id: true } })).map(({ id }) => id);
        return {
          isRight: ids.includes(n % 2 === 0 ? mine.id : other.id),
          isMixed: ids.includes(n % 2 === 0 ? other.id : mine.id),
        };
      });
    }),
  );
  expect(seen.every(({ isRight, isMixed }) => isRight && !isMixed)).toBe(true);
});

it("leaves no scope behind for the connection's next transaction", async () => {
  const client = new pg.Client({ connectionString: databaseUrlOf("steward_web") });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('role', 'tenant', true), set_config('app.org_id', $1, true)", [us.id]);
    await client.query("select 1 from teams");
    await client.query("commit");
    await expect(client.query("select 1 from teams")).rejects.toThrow("permission denied");
  } finally {
    await client.end();
  }
});
