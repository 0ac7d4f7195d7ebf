import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { type OrgDb, withOrg } from "@/server/db";
import { newOrg } from "@/test/factories";
import { ask } from "../schema/support";
import { GLOBAL_TABLES, SHELF_TABLES } from "../schema/tables";
import { clientName, type Model, readModels } from "./models";
import { type Catalog, populate, readCatalog, type Row } from "./population";

/**
 * One organization attacks another over every table there is, generated from the catalog and the datamodel: a table that
 * is added tomorrow is attacked tomorrow.
 */
const models = readModels().filter(({ table }) => !(table in GLOBAL_TABLES));
const tables = models.map(({ table }) => table);

let catalog: Catalog;
let us: { id: string };
let them: { id: string };
let ours: Map<string, Row>;
let theirs: Map<string, Row>;
let theirIds: Set<string>;

beforeAll(async () => {
  [us, them] = [await newOrg(), await newOrg()];
  catalog = await readCatalog();
  ours = await populate(catalog, us.id);
  theirs = await populate(catalog, them.id);
  theirs.set("organizations", { id: them.id });
  ours.set("organizations", { id: us.id });
  theirIds = new Set([them.id, ...[...theirs.values()].map(({ id }) => String(id))]);
});

const PERMITTED = new Set(["42501", "23503", "23514", "P2025", "P2003", "P2004", "P2010", "P2018"]);

/** Whether an attack was turned down, and by a guard rather than by a slip of the attack itself. */
async function isRefused(attack: () => Promise<unknown>): Promise<string> {
  try {
    return `succeeded: ${JSON.stringify(await attack(), (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`;
  } catch (error) {
    const { code, message, meta } = error as {
      code?: string;
      message: string;
      meta?: { driverAdapterError?: { cause?: { originalCode?: string } } };
    };
    const inner = meta?.driverAdapterError?.cause?.originalCode ?? "";
    if (PERMITTED.has(inner) || (PERMITTED.has(code ?? "") && code !== "P2010")) return "refused";
    return /row-level security|permission denied|violates (foreign key|row-level)|may use|No record was found|not found/.test(
      message,
    )
      ? "refused"
      : `failed otherwise: ${code ?? ""} ${message}`;
  }
}

/** Raw SQL in the scope of our organization; `null` for a query that Postgres refused the right to. */
function raw<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
  return withOrg(us.id, (db) => db.$queryRawUnsafe<T[]>(sql, ...values));
}

function row(rows: Map<string, Row>, table: string): Row {
  const found = rows.get(table);
  if (found === undefined) throw new Error(`nothing was written to ${table}`);
  return found;
}

/** SQL that says which row, by its key. */
function sameRow(model: Model, of: Row): string {
  const keys = model.idFields.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  return keys.map((key) => `${key} = ${pg.escapeLiteral(String(of[key]))}`).join(" and ");
}

const names = (table: string) =>
  catalog.columns.filter(
    (column) =>
      column.table === table && !column.generated && !(table === "users" && column.column === "password_hash"),
  );

it("attacks every table of the datamodel", () => {
  expect(tables.length).toBeGreaterThan(50);
  expect([...tables].sort()).toEqual(catalog.tables.filter((table) => !(table in GLOBAL_TABLES)).sort());
});

describe.each(models)("$table", (model) => {
  const { table } = model;
  const select = () =>
    names(table)
      .map(({ column }) => `"${column}"`)
      .join(", ");

  it("shows no row of theirs: by id, in a list, in a count, in raw SQL", async () => {
    const listed = await raw<Row>(`select to_jsonb(t) as row from (select ${select()} from ${table}) t`);
    expect(listed.filter((found) => JSON.stringify(found).includes(them.id))).toEqual([]);
    expect(await raw(`select 1 from ${table} where ${sameRow(model, row(theirs, table))}`)).toEqual([]);
    const [counted] = await raw<{ n: bigint }>(`select count(*) as n from ${table}`);
    const operators = (SHELF_TABLES as readonly string[]).includes(table) ? "org_id = operator_org_id() or" : "";
    const own =
      table === "organizations"
        ? "id = $1"
        : table === "users"
          ? "id in (select user_id from employees where org_id = $1)"
          : `${operators} org_id = $1`;
    const [expected] = await ask<{ n: string }>(`select count(*) as n from ${table} where ${own}`, [us.id]);
    expect(String(counted?.n)).toBe(expected?.n);
    expect(Number(expected?.n)).toBeGreaterThan(0);
  });

  it("lets nobody change or delete a row of theirs", async () => {
    const where = sameRow(model, row(theirs, table));
    const [first] = names(table).map(({ column }) => column);
    for (const sql of [
      `update ${table} set "${first ?? ""}" = "${first ?? ""}" where ${where}`,
      `delete from ${table} where ${where}`,
    ]) {
      const outcome = await withOrg(us.id, (db) => db.$executeRawUnsafe(sql)).catch((error: unknown) => String(error));
      if (typeof outcome === "number") expect(outcome, sql).toBe(0);
      else expect(outcome, sql).toContain("permission denied");
    }
    expect(await ask(`select 1 from ${table} where ${where}`)).toHaveLength(1);
  });

  it("lets nobody write a row for them, or move one of ours to them", async () => {
    const columns = select();
    const copy = { ...row(theirs, table), id: "ffffffff-0000-7000-8000-000000000001" };
    const into = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb)`;
    expect(await isRefused(() => raw(into, JSON.stringify(copy)))).toBe("refused");
    if (table === "users" || table === "organizations") return;
    expect(
      await isRefused(() =>
        raw(`update ${table} set org_id = $1::uuid where org_id = $2::uuid returning 1`, them.id, us.id),
      ),
    ).toBe("refused");
  });

  it("lets nobody point one of our rows at one of theirs, by key or by nested connect", async () => {
    for (const key of catalog.keys.filter((candidate) => candidate.table === table)) {
      const target = theirs.get(key.target);
      const column = key.columns.find((name) => name !== "org_id");
      if (target === undefined || column === undefined || key.target === "users") continue;
      const value = target[key.targetColumns[key.columns.indexOf(column)] ?? "id"];
      const type = typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? "::uuid" : "";
      const sql = `update ${table} set ${column} = $1${type} where ${sameRow(model, row(ours, table))} returning 1`;
      expect(await isRefused(() => raw(sql, value)), `${table}.${column} → ${key.target}`).toBe("refused");
    }
    const id = row(ours, table).id;
    if (!(model.idFields.length === 1 && model.idFields[0] === "id")) return;
    for (const relation of model.relations) {
      const target = models.find(({ name }) => name === relation.target);
      const targetId = target && theirs.get(target.table)?.id;
      if (target === undefined || targetId === undefined || target.idFields.join() !== "id") continue;
      const connect = { [relation.field]: { connect: relation.isList ? [{ id: targetId }] : { id: targetId } } };
      const attack = () =>
        withOrg(us.id, (db) => doorOf(db, model).update({ where: { id }, data: connect, select: { id: true } }));
      expect(await isRefused(attack), `${model.name}.${relation.field} connect`).toBe("refused");
    }
  });

  it("includes no row of theirs", async () => {
    for (const relation of model.relations) {
      const selection = { [relation.field]: relation.target === "User" ? { select: { id: true } } : true };
      const own = table === "users" ? { select: { id: true, ...selection } } : { include: selection };
      // What a tenant has no right to at all, such as a person's reset of the password, is refused whole.
      const found = await withOrg(us.id, (db) => doorOf(db, model).findMany(own)).catch((error: unknown) =>
        String(error),
      );
      const text = JSON.stringify(found, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
      const leaked = [...theirIds].filter((id) => text.includes(id));
      expect(leaked, `${model.name}.${relation.field}`).toEqual([]);
      if (typeof found === "string") expect(found, `${model.name}.${relation.field}`).toContain("permission denied");
    }
  });

  it("answers a forgotten scope with an error, and the login alone with a refusal", async () => {
    const web = await webClient();
    try {
      await expect(web.query(`select 1 from ${table}`)).rejects.toThrow("permission denied");
      await web.query("begin");
      await web.query("set local role tenant");
      await expect(web.query(`select 1 from ${table} limit 1`)).rejects.toThrow(
        /app\.org_id|invalid input syntax for type uuid/,
      );
    } finally {
      await web.end();
    }
  });
});

type Door = { findMany(args: object): Promise<unknown[]>; update(args: object): Promise<unknown> };

function doorOf(db: OrgDb, model: Model): Door {
  return (db as unknown as Record<string, Door>)[clientName(model)] as Door;
}

/** The web's login as it connects, before it has become anybody. */
async function webClient(): Promise<pg.Client> {
  const { databaseUrlOf } = await import("@/server/db-urls");
  const client = new pg.Client({ connectionString: databaseUrlOf("steward_web") });
  await client.connect();
  return client;
}
