import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { loginUrl } from "@/server/db-logins";
import { Failure, root } from "../bootstrap/machine.mjs";
import { step } from "../bootstrap/progress.mjs";
import type { ChildSpec } from "./children";
import type { Installation, Variables } from "./installation";
import { isOurPostmaster, readPostmaster } from "./postgres-postmaster";
import { runTool } from "./run-tool";
import { digestOf } from "./stamp";

/** The embedded Postgres, kept by a process that outlives a killed supervisor just long enough to stop it. */
export function postgresProcess(dataDir: string): ChildSpec {
  return {
    name: "postgres",
    args: ["--import", "tsx", path.join(root, "scripts/lib/postgres-keeper.ts"), dataDir],
    env: process.env,
  };
}

/** Beside the data it says where they are, which is elsewhere on machines that let root run Postgres only as nobody. */
function clusterNote(dataDir: string): string {
  return path.join(dataDir, "postgres/cluster.json");
}

/** After the keeper has ended: stops a Postgres that it could not, because it was killed just before. */
export async function stopOrphanedPostgres(dataDir: string): Promise<void> {
  const note = clusterNote(dataDir);
  if (!existsSync(note)) return;
  const cluster = JSON.parse(readFileSync(note, "utf8")) as { dataDir: string };
  const server = readPostmaster(cluster.dataDir);
  if (!server || !isOurPostmaster(server.pid, cluster.dataDir)) return;
  process.kill(server.pid, "SIGINT");
  const deadline = Date.now() + LAST_CHECKPOINT_MS;
  while (isOurPostmaster(server.pid, cluster.dataDir) && Date.now() < deadline) await sleep(50);
}

const LAST_CHECKPOINT_MS = 10_000;
const BUILT_INS = [
  "prisma/seed/built-ins.ts",
  "prisma/seed/prices.json",
  "src/contracts/permissions.ts",
  "src/features/catalog",
  "src/features/roles",
];
const UNREACHABLE = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ECONNRESET"]);

/** What a person can do about a database of their own that does not let us in. */
function connectionFailure(error: unknown): Failure | null {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (UNREACHABLE.has(code)) {
    const remedy = "Check DATABASE_URL, that Postgres runs there, and that this machine may reach it.";
    return new Failure(`The database cannot be reached (${message || code}).`, remedy, { cause: error });
  }
  if (code === "28P01" || code === "28000" || code === "3D000") {
    const remedy = "Correct the name, the password or the database in DATABASE_URL.";
    return new Failure(`The database refuses this login: ${message}.`, remedy, { cause: error });
  }
  if (code === "53100") {
    return new Failure("The disk of the database is full.", "Free space there and run the same command again.", {
      cause: error,
    });
  }
  return null;
}

/** Before minutes go into a build: whether the database that was given lets us in. */
export async function checkDatabase(url: string): Promise<void> {
  await ask(url, "select true as answer");
}

async function ask(url: string, sql: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ answer: boolean }>(sql);
    return rows[0]?.answer === true;
  } catch (error) {
    throw connectionFailure(error) ?? error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const MIGRATIONS = path.join(root, "prisma/migrations");

/** Loaded only where there is something to do: Prisma's engine takes a second to get ready. */
async function migrateAll(databaseUrl: string, secret: string): Promise<void> {
  const { migrate } = await import("./migrate");
  await migrate({ databaseUrl, secret, migrationsDir: MIGRATIONS });
}

/** Whether every migration is recorded as finished and the logins have the passwords that follow from this secret. */
async function isMigrated(url: string, variables: Variables): Promise<boolean> {
  const names = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const list = names.map(({ name }) => pg.escapeLiteral(name)).join(", ");
  const hasRecord = await ask(url, "select to_regclass('_prisma_migrations') is not null as answer");
  if (!hasRecord) return false;
  const finished = `select count(distinct migration_name) = ${names.length} as answer from _prisma_migrations
    where finished_at is not null and rolled_back_at is null and migration_name in (${list})`;
  if (!(await ask(url, finished))) return false;
  const secret = variables.STEWARD_SECRET ?? "";
  const logins = [
    variables.STEWARD_WEB_DATABASE_URL || loginUrl(url, "steward_web", secret),
    variables.STEWARD_SYSTEM_DATABASE_URL || loginUrl(url, "steward_system", secret),
  ];
  const entered = await Promise.all(logins.map((login) => ask(login, "select true as answer").catch(() => false)));
  return entered.every(Boolean);
}

async function seed(scenario: "demo" | "empty", variables: Variables): Promise<void> {
  const { code, output } = await runTool(["--import", "tsx", "scripts/seed.ts", scenario], { env: variables });
  if (code === 0) return;
  throw new Failure(
    `The ${scenario} data could not be made:\n${output}`,
    "Repair what it says and run the same command again.",
  );
}

/**
 * Brings the database to this version: migrations, then what every installation is born with, then the demo where it is
 * allowed. Demo data in a database that others can reach is refused: everyone knows its passwords.
 */
export async function prepareDatabase({ plan, dataDir }: Installation, variables: Variables): Promise<void> {
  const url = variables.DATABASE_DIRECT_URL || variables.DATABASE_URL || "";
  const secret = variables.STEWARD_SECRET ?? "";
  if (!(await isMigrated(url, variables))) await step("Migrating the database", () => migrateAll(url, secret));

  const hasDemo = await ask(
    url,
    "select exists(select from users where email in ('operator@steward.test', 'owner@acme.test')) as answer",
  );
  if (hasDemo && !plan.sheltered) {
    const remedy = "Use another database (or STEWARD_DATA_DIR), or keep to loopback addresses.";
    throw new Failure(
      "This database holds the demo data, whose passwords everyone knows; others could reach it.",
      remedy,
    );
  }
  const isNew = await ask(url, "select not exists(select from organizations) as answer");
  const digest = digestOf(BUILT_INS);
  if (isNew && plan.demo) await makeDemo(dataDir, variables);
  else if (isNew || readBuiltInDigest(dataDir) !== digest) {
    await step("Writing what every installation begins with", () => seed("empty", variables));
  }
  writeFileSync(builtInNote(dataDir), digest);
}

/** Operator, system roles, shelf and prices are written to an empty database, and again by a version that brings others. */
function builtInNote(dataDir: string): string {
  return path.join(dataDir, "built-ins.digest");
}

function readBuiltInDigest(dataDir: string): string | null {
  const note = builtInNote(dataDir);
  return existsSync(note) ? readFileSync(note, "utf8") : null;
}

function demoNote(dataDir: string): string {
  return path.join(dataDir, "demo-unfinished");
}

async function makeDemo(dataDir: string, variables: Variables): Promise<void> {
  writeFileSync(demoNote(dataDir), "The demo companies are being made; a start that finds this file begins anew.\n");
  await step("Making the demo companies", () => seed("demo", variables));
  rmSync(demoNote(dataDir));
}

/** A start that was killed amid the demo left half of it, and nobody has used it yet: the database is made anew. */
export async function discardUnfinishedDemo(dataDir: string): Promise<void> {
  if (!existsSync(demoNote(dataDir))) return;
  await stopOrphanedPostgres(dataDir);
  const note = clusterNote(dataDir);
  if (existsSync(note))
    rmSync((JSON.parse(readFileSync(note, "utf8")) as { dataDir: string }).dataDir, { recursive: true, force: true });
  rmSync(path.join(dataDir, "postgres"), { recursive: true, force: true });
  rmSync(demoNote(dataDir));
}
