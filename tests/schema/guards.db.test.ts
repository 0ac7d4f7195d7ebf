import { expect, it } from "vitest";
import { ask, columns, covers, foreignKeys, indexes } from "./support";
import { GLOBAL_TABLES, OPTIONAL_ORG, SHELF_TABLES, SPECIAL_TABLES } from "./tables";

type Table = { name: string; enabled: boolean; forced: boolean; policies: string[]; rights: string[] };

const isShelf = (table: string) => (SHELF_TABLES as readonly string[]).includes(table);

function tables(partitions = false): Promise<Table[]> {
  return ask<Table>(
    `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       array(select p.polname || ' ' || p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
         from pg_policy p where p.polrelid = c.oid order by 1) as policies,
       array(select distinct grantee || ' ' || privilege_type from information_schema.role_table_grants g
         where g.table_schema = 'public' and g.table_name = c.relname and grantee <> 'steward_owner' order by 1) as rights
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relispartition = $1 and c.relname <> '_prisma_migrations'
     order by 1`,
    [partitions],
  );
}

it("forces row-level security on every table that has an organization, with a policy for each of the three roles", async () => {
  for (const { name, enabled, forced, policies } of await tables()) {
    if (name in GLOBAL_TABLES) continue;
    expect({ name, enabled, forced }).toEqual({ name, enabled: true, forced: true });
    expect(
      policies.filter((policy) => policy.startsWith("owner * true")),
      name,
    ).toHaveLength(1);
    expect(
      policies.filter((policy) => policy.startsWith("system * true")),
      name,
    ).toHaveLength(1);
    const tenant = policies.filter((policy) => policy.startsWith("tenant"));
    if (name in SPECIAL_TABLES) expect(tenant, name).toHaveLength(1);
    else if (isShelf(name)) {
      expect(
        tenant.map((policy) => policy.split(" ").slice(0, 2).join(" ")),
        name,
      ).toEqual(["tenant_delete d", "tenant_insert a", "tenant_read r", "tenant_update w"]);
    } else {
      expect(tenant, name).toEqual([
        "tenant * (org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))",
      ]);
    }
  }
});

it("closes tables without an organization to tenants", async () => {
  const global = (await tables()).filter(({ name }) => name in GLOBAL_TABLES);
  expect(global.map(({ name }) => name).sort()).toEqual(Object.keys(GLOBAL_TABLES).sort());
  for (const { name, rights } of global)
    expect(
      rights.filter((right) => right.startsWith("tenant")),
      name,
    ).toEqual([]);
});

it("grants nothing on a partition, and forces row-level security there without any policy", async () => {
  const partitions = await tables(true);
  expect(partitions.length).toBeGreaterThanOrEqual(4 * 6);
  for (const partition of partitions) {
    expect(partition).toMatchObject({ enabled: true, forced: true, policies: [], rights: [] });
  }
});

it("gives every tenant row its organization by default, so that no verb has to name it", async () => {
  const all = await columns();
  const named = [...new Set(all.map(({ table }) => table))];
  for (const table of named) {
    if (table in GLOBAL_TABLES || table === "organizations" || table === "users") continue;
    const org = all.find((column) => column.table === table && column.column === "org_id");
    expect(org, table).toMatchObject({ type: "uuid", nullable: table in OPTIONAL_ORG });
    expect(org?.default, table).toContain("app.org_id");
  }
});

it("keys every reference between tenant rows by the organization too, and every reference to a shelf by a trigger", async () => {
  const triggers = await ask<{ table: string; arguments: string }>(
    `select c.relname as table, encode(t.tgargs, 'escape') as arguments from pg_trigger t
     join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
     where p.proname = 'shared_or_own' and not c.relispartition`,
  );
  // The ledger's rows come many at a time: one guard looks at a whole statement and knows all of its references.
  const wholesale = await ask<{ table: string }>(
    `select c.relname as table from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
     where p.proname = 'ledger_shared_or_own'`,
  );
  for (const key of await foreignKeys()) {
    if (["organizations", "users"].includes(key.target)) continue;
    // A shelf row that can only be one's own, such as the rule that a version belongs to, is keyed like any other row.
    if (isShelf(key.target) && key.columns.length === 1) {
      expect(key.targetColumns, key.name).toEqual(["id"]);
      const isLedger = wholesale.some(({ table }) => table === key.table);
      const guarded =
        isLedger ||
        triggers.some(
          ({ table, arguments: words }) =>
            table === key.table && words === `${key.columns[0] ?? ""}\\000${key.target}\\000`,
        );
      expect(guarded, `${key.name} has its trigger shared_or_own`).toBe(true);
    } else {
      expect(key.columns[0], key.name).toBe("org_id");
      expect(key.targetColumns[0], key.name).toBe("org_id");
    }
  }
});

it("covers every foreign key with an index, so that deleting never scans", async () => {
  const all = await indexes();
  for (const key of await foreignKeys()) {
    const candidates = all.filter(({ table }) => table === key.table);
    // An index on the other column finds as few rows as one that has the organization in front.
    const narrow = key.columns.filter((column) => column !== "org_id");
    const isCovered = candidates.some(
      (index) => covers(index, key.columns) || (narrow.length > 0 && covers(index, narrow)),
    );
    expect(isCovered, `${key.name} (${key.columns.join(", ")})`).toBe(true);
  }
});

it("keeps money exact and moments absolute", async () => {
  for (const { table, column, type } of await columns()) {
    if (/_usd$|_cost$/.test(column)) expect(type, `${table}.${column}`).toBe("numeric(20,10)");
    expect(type, `${table}.${column}`).not.toMatch(/^timestamp.*without time zone|^double|^money/);
  }
});

it("lets nobody who works for the product past row-level security", async () => {
  const roles = await ask<{ name: string; memberships: string[] }>(
    `select rolname as name, array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid order by 1) as memberships
     from pg_roles r
     where rolname in ('steward_owner', 'steward_web', 'steward_system', 'tenant', 'system')
       and not rolsuper and not rolbypassrls and not rolreplication and not rolcreatedb order by 1`,
  );
  expect(roles.map(({ name }) => name)).toEqual(["steward_owner", "steward_system", "steward_web", "system", "tenant"]);
  expect(roles.find(({ name }) => name === "steward_web")?.memberships).toEqual(["tenant"]);
  expect(roles.find(({ name }) => name === "steward_system")?.memberships).toEqual(["system"]);
  const [web] = await ask<{ inherits: boolean }>(
    "select rolinherit as inherits from pg_roles where rolname = 'steward_web'",
  );
  expect(web?.inherits).toBe(false);
});

it("pins the search path of every function that runs with its owner's rights, and lets only named roles call it", async () => {
  const functions = await ask<{ name: string; path: string[] | null; definer: boolean; callers: string | null }>(
    `select p.proname as name, p.proconfig as path, p.prosecdef as definer, p.proacl::text as callers
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'public' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  );
  expect(functions.length).toBeGreaterThan(5);
  for (const { name, path, definer, callers } of functions) {
    if (definer) expect(path, name).toEqual([expect.stringMatching(/^search_path=(pg_catalog, )?public, pg_temp$/)]);
    // An entry without a role's name before `=` is everybody's.
    expect(callers, `${name} is not everybody's`).toMatch(/^\{(?!=)/);
    expect(callers, name).not.toContain(",=");
  }
});

it("lets the list of pending approvals show what its reader may see", async () => {
  const [view] = await ask<{ options: string[] }>(
    "select reloptions as options from pg_class where relname = 'v_pending_approvals'",
  );
  expect(view?.options).toContain("security_invoker=true");
});
