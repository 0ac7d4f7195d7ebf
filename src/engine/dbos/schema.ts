import { ensureSystemDatabase } from "@dbos-inc/dbos-sdk/internal/system_database";
import { GlobalLogger } from "@dbos-inc/dbos-sdk/internal/telemetry/logs";
import pg from "pg";
import { dbosLogger } from "./logger";

/**
 * Brings DBOS's tables in schema `dbos` up to date, owned by `steward_system` and closed to everybody else. Part of the
 * migration step; running processes only check the version.
 *
 * DBOS's first migration says `create schema if not exists`, for which Postgres wants CREATE on the database even when
 * the schema is there. The owner lends that for as long as it takes.
 */
export async function migrateEngineSchema(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  const system = new pg.Pool({ connectionString: ownerUrl, max: 1, options: "-c role=steward_system" });
  // A server that goes away fails the query at hand; without a listener it would end the process instead.
  owner.on("error", () => undefined);
  system.on("error", () => undefined);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>("select current_database() as name");
    const database = pg.escapeIdentifier(rows[0]?.name ?? "");
    await owner.query(`grant create on database ${database} to steward_system`);
    try {
      await ensureSystemDatabase(ownerUrl, new GlobalLogger(undefined, { logger: dbosLogger }), system);
    } finally {
      await owner.query(`revoke create on database ${database} from steward_system`);
    }
  } finally {
    await system.end();
    await owner.end();
  }
}
