/** `npm run db:migrate`: brings the database of DATABASE_URL, or the embedded one, to the newest migration. */
import path from "node:path";
import { Failure, giveUp, root } from "./bootstrap/machine.mjs";
import { generatedSecret } from "./lib/installation";
import { migrate } from "./lib/migrate";
import { startPostgres } from "./lib/postgres";

const migrationsDir = path.join(root, "prisma/migrations");

async function migrateGiven(databaseUrl: string): Promise<string[]> {
  const secret = process.env.STEWARD_SECRET;
  if (secret === undefined || secret === "") {
    throw new Failure(
      "STEWARD_SECRET is not set; the passwords of the two logins are derived from it.",
      "Set it to the secret that web, gateway and worker run with, and run the same command again.",
    );
  }
  return migrate({ databaseUrl, secret, migrationsDir });
}

/** Uses the embedded database as it is: one that runs goes on running, one that does not is stopped again. */
async function migrateEmbedded(dataDir: string): Promise<string[]> {
  const onNote = (note: string) => console.error(note);
  const postgres = await startPostgres({ folder: path.join(dataDir, "postgres"), onNote });
  try {
    return await migrate({ databaseUrl: postgres.url, secret: generatedSecret(dataDir), migrationsDir });
  } finally {
    if (!postgres.isAdopted) await postgres.stop();
  }
}

try {
  const { DATABASE_DIRECT_URL, DATABASE_URL, STEWARD_DATA_DIR } = process.env;
  const url = DATABASE_DIRECT_URL || DATABASE_URL;
  const applied = url
    ? await migrateGiven(url)
    : await migrateEmbedded(path.resolve(root, STEWARD_DATA_DIR || ".steward"));
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log("nothing to apply");
  // The engine's WebAssembly leaves a timer of ten seconds behind, which nobody waits for.
  process.exit(0);
} catch (error) {
  giveUp(error);
}
