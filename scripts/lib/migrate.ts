import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import type { MigrationDirectory, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { migrateEngineSchema } from "../../src/engine/dbos/schema";
import { loginPassword } from "../../src/server/db-logins";
import { withSchemaEngine } from "./schema-engine";

export type MigrateOptions = {
  /** The owner's, and direct: a transaction pooler cannot hold the lock. */
  databaseUrl: string;
  /** The root secret that the two logins' passwords are derived from; without it they are left as they are. */
  secret?: string;
  /** `prisma/migrations` of the working directory when not given. */
  migrationsDir?: string;
};

/** Arbitrary, and ours: two migrators of one database wait for each other. */
const MIGRATION_LOCK = 7_283_645;
const CONCURRENTLY = /^\s*(?:--[^\n]*\n\s*)*create\s+(?:unique\s+)?index\s+concurrently\b/i;

/**
 * Brings a database to the newest migration, the engine's tables with it, and gives its two logins their passwords.
 *
 * A file is one transaction and leaves nothing when it fails; a migrator that was killed is simply run again. The
 * records are those of `prisma migrate`, which therefore works on the same folder and database.
 *
 * @returns the names of the migrations that were applied now.
 * @throws with Postgres' own message and the migration's name when a file fails.
 */
export function migrate(options: MigrateOptions): Promise<string[]> {
  return alone(options.databaseUrl, async (owner) => {
    const applied = await applyMigrations(owner, options);
    await migrateEngineSchema(options.databaseUrl);
    if (options.secret !== undefined) await setLoginPasswords(owner, options.secret);
    return applied;
  });
}

/** The files alone, for a database that is compared or thrown away. */
export function migrateFiles(options: Omit<MigrateOptions, "secret">): Promise<string[]> {
  return alone(options.databaseUrl, (owner) => applyMigrations(owner, options));
}

/** Waits until no other migrator is at work on this database. */
async function alone<T>(databaseUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: databaseUrl, application_name: "steward migrate" });
  // A server that goes away fails the query at hand; without a listener it would end the process instead.
  owner.on("error", () => undefined);
  await owner.connect();
  try {
    await owner.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work(owner);
  } finally {
    await owner.end();
  }
}

async function applyMigrations(owner: pg.Client, options: MigrateOptions): Promise<string[]> {
  const folder = options.migrationsDir ?? path.resolve("prisma/migrations");
  const migrations = await readMigrations(folder);
  return withSchemaEngine(
    options.databaseUrl,
    (engine) => apply({ engine, owner, folder, migrations }),
    (script) => finishing(script, migrations),
  );
}

type Work = { engine: SchemaEngine; owner: pg.Client; folder: string; migrations: MigrationDirectory[] };

async function apply({ engine, owner, folder, migrations }: Work): Promise<string[]> {
  const migrationsList = {
    baseDir: folder,
    lockfile: {
      path: "./migration_lock.toml",
      content: await readFile(path.join(folder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: migrations,
  };
  await forgetUnfinished(engine, owner);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    // Where even this fails, the database is gone, and what was said first is what matters.
    const [failed] = await forgetUnfinished(engine, owner).catch(() => []);
    if (failed === undefined || !(error instanceof Error)) throw error;
    const [, words = error.message] = /Error querying the database: (.*)/.exec(error.message) ?? [];
    throw new Error(`Migration ${failed} failed and left nothing behind. ${words}`, { cause: error });
  }
}

/** Migrations in order of their names, which begin with the time they were written. */
async function readMigrations(folder: string): Promise<MigrationDirectory[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  );
}

/**
 * Lets a file record its own end in the transaction that it is, so that a migrator killed at any moment leaves a record
 * that tells the truth. An index made CONCURRENTLY cannot be in a transaction, so such a file goes as it is.
 */
function finishing(script: string, migrations: MigrationDirectory[]): string {
  const migration = migrations.find(
    ({ migrationFile: { content } }) => content.tag === "ok" && content.value === script,
  );
  if (migration === undefined || CONCURRENTLY.test(script)) return script;
  return `${script}\n;update _prisma_migrations set finished_at = now(), applied_steps_count = 1
    where migration_name = ${pg.escapeLiteral(migration.path)} and finished_at is null and rolled_back_at is null`;
}

/**
 * Marks migrations that were begun and not finished as rolled back. We hold the lock, so nobody is at work on them, and
 * a transaction that did not record its end did not happen.
 *
 * @returns their names.
 */
async function forgetUnfinished(engine: SchemaEngine, owner: pg.Client): Promise<string[]> {
  const { rows: tables } = await owner.query<{ exists: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as exists",
  );
  if (tables[0]?.exists !== true) return [];
  const { rows } = await owner.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is null and rolled_back_at is null",
  );
  for (const { name } of rows) await engine.markMigrationRolledBack({ migrationName: name });
  if (rows.length > 0) await dropInvalidIndexes(owner);
  return rows.map(({ name }) => name);
}

/** What an interrupted CREATE INDEX CONCURRENTLY leaves behind: an index that is never used and blocks its own name. */
async function dropInvalidIndexes(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    "select indexrelid::regclass::text as name from pg_index where not indisvalid and indrelid::regclass::text not like 'pg\\_%'",
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
}

/** Roles belong to the cluster: migrators of two databases may meet at one role, and the later one tries again. */
async function setLoginPasswords(owner: pg.Client, secret: string): Promise<void> {
  for (const login of ["steward_web", "steward_system"] as const) {
    const sql = `alter role ${login} login password ${pg.escapeLiteral(loginPassword(login, secret))}`;
    await owner.query(sql).catch(async (error: unknown) => {
      if (!(error instanceof Error) || !error.message.includes("concurrently updated")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
      await owner.query(sql);
    });
  }
}
