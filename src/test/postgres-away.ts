import pg from "pg";
import { inject } from "vitest";
import { withSystem } from "@/server/system-db";
import { withOrg } from "@/server/db";
import { newId } from "@/lib/ids";

/** Uses up the connections that were cut, so that the next test meets none of them. */
async function reconnect(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await withSystem((db) => db.$executeRaw`select 1`).catch(() => undefined);
    await withOrg(newId(), (db) => db.$executeRaw`select 1`).catch(() => undefined);
  }
}

/** Runs `work` while this test file's database refuses everybody, and lets them in again afterwards. */
export async function withPostgresAway<T>(work: () => Promise<T>): Promise<T> {
  const database = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  const name = pg.escapeIdentifier(database);
  const superuser = new pg.Client({ connectionString: inject("testCluster").superUrl });
  await superuser.connect();
  try {
    await superuser.query(`alter database ${name} with allow_connections false`);
    await superuser.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [database]);
    return await work();
  } finally {
    await superuser.query(`alter database ${name} with allow_connections true`);
    await superuser.end();
    await reconnect();
  }
}
