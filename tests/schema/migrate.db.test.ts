import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrateFiles } from "../../scripts/lib/migrate";
import { ask, emptyDatabase } from "./support";

let migrationsDir = "";
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeEach(async () => {
  migrationsDir = mkdtempSync(path.join(tmpdir(), "steward-migrations-"));
  writeFileSync(path.join(migrationsDir, "migration_lock.toml"), 'provider = "postgresql"\n');
  database = await emptyDatabase();
});

afterEach(async () => {
  rmSync(migrationsDir, { recursive: true, force: true });
  await database.drop();
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(migrationsDir, name), { recursive: true });
  writeFileSync(path.join(migrationsDir, name, "migration.sql"), sql);
}

const run = () => migrateFiles({ databaseUrl: database.url, migrationsDir });

async function tables(): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    [],
    database.url,
  );
  return rows.map(({ name }) => name).filter((name) => name !== "_prisma_migrations");
}

it("applies files in order, once, and records them as the official command does", async () => {
  write("20260101000000_first", "create table first (id int);");
  write("20260102000000_second", "alter table first add column name text;");
  expect(await run()).toEqual(["20260101000000_first", "20260102000000_second"]);
  expect(await run()).toEqual([]);
  const records = await ask(
    "select migration_name as name, length(checksum) as checksum, applied_steps_count > 0 as applied, finished_at is not null as finished, rolled_back_at as undone from _prisma_migrations order by 1",
    [],
    database.url,
  );
  expect(records).toEqual([
    { name: "20260101000000_first", checksum: 64, applied: true, finished: true, undone: null },
    { name: "20260102000000_second", checksum: 64, applied: true, finished: true, undone: null },
  ]);
});

it("sends a body between $$ whole, whatever semicolons it has", async () => {
  write(
    "20260101000000_function",
    `create function twice(n int) returns int language plpgsql as $$
     declare doubled int; begin doubled := n * 2; return doubled; end; $$;
     create table answers as select twice(21) as answer;`,
  );
  await run();
  expect(await ask("select answer from answers", [], database.url)).toEqual([{ answer: 42 }]);
});

it("leaves nothing of a file that fails half-way, says what Postgres said, and applies it once it is repaired", async () => {
  write("20260101000000_broken", "create table half (id int); insert into half values (1); select 1 / 0;");
  await expect(run()).rejects.toThrow(/20260101000000_broken[\s\S]*division by zero/);
  expect(await tables()).toEqual([]);
  write("20260101000000_broken", "create table whole (id int);");
  expect(await run()).toEqual(["20260101000000_broken"]);
  expect(await tables()).toEqual(["whole"]);
});

it("makes an index concurrently when that stands alone in its file", async () => {
  write("20260101000000_table", "create table rows (id int);");
  write("20260102000000_index", "-- Big tables stay writable.\ncreate index concurrently rows_id on rows (id);\n");
  expect(await run()).toHaveLength(2);
  expect(
    await ask("select indisvalid as valid from pg_index where indexrelid = 'rows_id'::regclass", [], database.url),
  ).toEqual([{ valid: true }]);
});

it("goes on after a migrator that was killed in the middle", async () => {
  write("20260101000000_first", "create table first (id int);");
  await run();
  write("20260102000000_second", "create table second (id int);");
  // What a killed migrator leaves: a record that was begun, and no transaction.
  await ask(
    `insert into _prisma_migrations (id, checksum, migration_name, started_at, applied_steps_count)
     values (gen_random_uuid(), 'unknown', '20260102000000_second', now(), 0)`,
    [],
    database.url,
  );
  expect(await run()).toEqual(["20260102000000_second"]);
  expect(await tables()).toEqual(["first", "second"]);
});

it("lets two migrators of one database wait for each other", async () => {
  write("20260101000000_slow", "create table slow (id int); select pg_sleep(0.5);");
  const [one, two] = await Promise.all([run(), run()]);
  expect([...one, ...two]).toEqual(["20260101000000_slow"]);
});
