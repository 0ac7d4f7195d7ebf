import path from "node:path";
import { Failure } from "../bootstrap/machine.mjs";
import { askSupervisor, noteFile } from "./control";
import {
  formerSecret,
  generatedSecret,
  type Installation,
  readInstallation,
  replaceGeneratedSecret,
} from "./installation";
import { startPostgres } from "./postgres";

/** The installation that a script works on, entered: the product's own verbs reach its database until `leave`. */
export type Entered = Installation & { databaseUrl: string; leave: () => Promise<void> };

function takeSecret({ env, plan, dataDir }: Installation): void {
  process.env.STEWARD_SECRET = plan.generatedSecret ? generatedSecret(dataDir) : env.stewardSecret;
  const previous = plan.generatedSecret ? formerSecret(dataDir) : env.stewardSecretPrevious;
  if (previous) process.env.STEWARD_SECRET_PREVIOUS = previous;
}

/**
 * Puts a script into the installation that its variables describe, as `npm start` would see it. The embedded Postgres is used
 * as it is: one that runs goes on running, one that does not is started for the script and stopped by `leave`.
 */
export async function enterInstallation(): Promise<Entered> {
  const installation = readInstallation(process.env);
  const { variables, env, dataDir } = installation;
  Object.assign(process.env, variables);
  takeSecret(installation);
  if (env.databaseUrl !== undefined) {
    return { ...installation, databaseUrl: env.databaseDirectUrl ?? env.databaseUrl, leave: () => Promise.resolve() };
  }
  const onNote = (note: string) => console.error(note);
  const postgres = await startPostgres({ folder: path.join(dataDir, "postgres"), onNote });
  process.env.DATABASE_URL = postgres.url;
  process.env.STEWARD_EMBEDDED = "1";
  const leave = async () => {
    if (!postgres.isAdopted) await postgres.stop();
  };
  return { ...installation, databaseUrl: postgres.url, leave };
}

/**
 * Gives a sheltered installation a new generated secret. It must stand still meanwhile: running processes hold the old one and
 * would go on sealing with it.
 */
export async function renewGeneratedSecret({ dataDir, plan }: Installation): Promise<void> {
  if (await askSupervisor(noteFile(dataDir, "all"))) {
    throw new Failure("Steward is running on this data folder.", "Stop it, rotate, and start it again.");
  }
  if (!plan.generatedSecret) return;
  replaceGeneratedSecret(dataDir);
}
