import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { migrate } from "../../scripts/lib/migrate";
import { startPostgres } from "../../scripts/lib/postgres";

const TEMPLATE = "steward_template";

/** The process behind `database-setup.ts`: it keeps a throwaway Postgres for as long as its parent is connected. */
async function serve(secret: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "steward-test-"));
  const postgres = await startPostgres({ folder, isDurable: false });
  const isOrphaned = new Promise<void>((resolve) => {
    process.once("disconnect", resolve);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, resolve);
    if (!process.connected) resolve();
  });
  try {
    const ownerUrl = new URL(postgres.url);
    ownerUrl.pathname = `/${TEMPLATE}`;
    await createTemplate(postgres.superUrl);
    await migrate({ databaseUrl: ownerUrl.toString(), secret });
    process.send?.({ superUrl: postgres.superUrl, ownerUrl: ownerUrl.toString(), template: TEMPLATE });
    await isOrphaned;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function createTemplate(superUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE} owner steward_owner`);
  await client.end();
}

await serve(process.argv[2] ?? "");
process.exit(0);
