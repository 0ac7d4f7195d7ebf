import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { BootPlan } from "@/server/boot";
import { Failure, root } from "../bootstrap/machine.mjs";
import { step } from "../bootstrap/progress.mjs";
import type { ChildSpec } from "./children";
import type { Variables } from "./installation";
import { migrate } from "./migrate";
import { isOurPostmaster, readPostmaster } from "./postgres-postmaster";
import { runTool } from "./run-tool";

/** The embedded Postgres, kept by a process that outlives a killed supervisor just long enough to stop it. */
export function postgresProcess(dataDir: string): ChildSpec {
  return {
    name: "postgres",
    args: ["--import", "tsx", path.join(root, "scripts/lib/postgres-keeper.ts"), dataDir],
    env: process.env,
  };
}

/** After the keeper has ended: stops a Postgres that it could not, because it was killed just before. */
export async function stopOrphanedPostgres(dataDir: string): Promise<void> {
  const note = path.join(dataDir, "postgres/cluster.json");
  if (!existsSync(note)) return;
  const cluster = JSON.parse(readFileSync(note, "utf8")) as { dataDir: string };
  const server = readPostmaster(cluster.dataDir);
  if (!server || !isOurPostmaster(server.pid, cluster.dataDir)) return;
  process.kill(server.pid, "SIGINT");
  const deadline = Date.now() + LAST_CHECKPOINT_MS;
  while (isOurPostmaster(server.pid, cluster.dataDir) && Date.now() < deadline) await sleep(50);
}

const LAST_CHECKPOINT_MS = 10_000;
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
export async function prepareDatabase({ plan, variables }: { plan: BootPlan; variables: Variables }): Promise<void> {
  const url = variables.DATABASE_DIRECT_URL || variables.DATABASE_URL || "";
  await ask(url, "select true as answer");
  const secret = variables.STEWARD_SECRET ?? "";
  await step("Migrating the database", () =>
    migrate({ databaseUrl: url, secret, migrationsDir: path.join(root, "prisma/migrations") }),
  );

  const hasDemo = await ask(url, "select exists(select from users where email = 'operator@steward.test') as answer");
  if (hasDemo && !plan.sheltered) {
    const remedy = "Use another database (or STEWARD_DATA_DIR), or keep to loopback addresses.";
    throw new Failure(
      "This database holds the demo data, whose passwords everyone knows; others could reach it.",
      remedy,
    );
  }
  const isNew = await ask(url, "select not exists(select from organizations) as answer");
  if (isNew && !plan.demo) await step("Writing what every installation begins with", () => seed("empty", variables));
  if (isNew && plan.demo) await step("Making the demo companies", () => seed("demo", variables));
}
