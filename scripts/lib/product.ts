import path from "node:path";
import { generatedSecret, readInstallation } from "./installation";
import { startPostgres } from "./postgres";

/**
 * Puts a script into the installation that its variables describe, as `npm start` would see it: after this the product's own
 * verbs reach its database. The embedded Postgres is used as it is: one that runs goes on running, one that does not is
 * started for the script and stopped by the function returned.
 */
export async function enterInstallation(): Promise<() => Promise<void>> {
  const { variables, env, plan, dataDir } = readInstallation(process.env);
  Object.assign(process.env, variables);
  process.env.STEWARD_SECRET = plan.generatedSecret ? generatedSecret(dataDir) : env.stewardSecret;
  if (env.databaseUrl !== undefined) return () => Promise.resolve();

  const onNote = (note: string) => console.error(note);
  const postgres = await startPostgres({ folder: path.join(dataDir, "postgres"), onNote });
  process.env.DATABASE_URL = postgres.url;
  process.env.STEWARD_EMBEDDED = "1";
  return async () => {
    if (!postgres.isAdopted) await postgres.stop();
  };
}
