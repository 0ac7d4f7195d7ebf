import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, DriverAdapterError } from "@prisma/driver-adapter-utils";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

type Glue = {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

/** Prisma schema files as the engine takes them. */
export type SchemaFiles = { path: string; content: string }[];

let glue: Promise<Glue> | undefined;

/** Loads the engine's WebAssembly beside its package, so that nothing is downloaded and a bundle finds it too. */
async function loadGlue(): Promise<Glue> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const wasm = await WebAssembly.compile(await readFile(path.join(folder, "schema_engine_bg.wasm")));
  const loaded = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as unknown as Glue;
  const { exports } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": loaded });
  loaded.__wbg_set_wasm(exports);
  (exports as { __wbindgen_start(): void }).__wbindgen_start();
  return loaded;
}

/** What Postgres said, in the form the engine can report. */
function engineError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  return new DriverAdapterError({
    kind: "postgres",
    code: error.code ?? "XX000",
    severity: error.severity ?? "ERROR",
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
    originalCode: error.code ?? "XX000",
    originalMessage: error.message,
  });
}

/**
 * Prisma's adapter splits a script at every `;` and commits the pieces. Here a script is one simple query: one
 * transaction, and a `$$` body may contain what it likes.
 */
function wholeScripts(pool: pg.Pool, rewrite: (script: string) => string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const whole = (adapter: SqlDriverAdapter & { underlyingDriver(): pg.Pool }): SqlDriverAdapter => {
    adapter.executeScript = async (script: string) => {
      try {
        await adapter.underlyingDriver().query(rewrite(script));
      } catch (error) {
        throw engineError(error);
      }
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => whole(await factory.connect()),
    connectToShadowDb: async () => whole(await factory.connectToShadowDb()),
  };
}

/**
 * Runs `work` with Prisma's schema engine over one database.
 *
 * @param rewrite - sees every script before it is sent.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
  rewrite: (script: string) => string = (script) => script,
): Promise<T> {
  // One connection is enough: the engine works step by step.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on("error", () => undefined);
  try {
    return await runEngine(wholeScripts(pool, rewrite), work);
  } finally {
    await pool.end();
  }
}

async function runEngine<T>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  glue ??= loadGlue();
  const { SchemaEngine } = await glue;
  const engine = await SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

/**
 * Stands in for a database where the engine only compares two schemas: it asks once which Postgres it speaks to.
 * The answer is the oldest that we support.
 */
const NO_DATABASE = {
  provider: "postgres",
  adapterName: "none",
  executeRaw: () => Promise.resolve(0),
  executeScript: () => Promise.resolve(),
  startTransaction: () => Promise.reject(new Error("There is no database here.")),
  dispose: () => Promise.resolve(),
  queryRaw: () =>
    Promise.resolve({
      columnNames: ["exists", "version", "numeric_version"],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, "PostgreSQL 15.0", 150_000]],
    }),
} satisfies SqlDriverAdapter;

/** The SQL that leads from one schema to another; from nothing when `from` is empty. Needs no database. */
export async function schemaDiff(from: SchemaFiles, to: SchemaFiles): Promise<string> {
  const connect = () => Promise.resolve(NO_DATABASE);
  const factory = { provider: "postgres", adapterName: "none", connect, connectToShadowDb: connect } as const;
  const { stdout } = await runEngine(factory, (engine) =>
    engine.diff({
      from: from.length === 0 ? { tag: "empty" } : { tag: "schemaDatamodel", files: from },
      to: { tag: "schemaDatamodel", files: to },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return (stdout ?? "").replace('-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n', "");
}

/** Every `.prisma` file of a folder, in a stable order. */
export async function readSchema(folder: string): Promise<SchemaFiles> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(path.join(folder, name), "utf8") })),
  );
}
