/**
 * Keeps the embedded Postgres: starts it or adopts one that was left behind, starts it again when it dies, and stops it when
 * the supervisor is gone. A process of its own, so that even a supervisor killed with -9 leaves somebody who cleans up.
 */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../bootstrap/machine.mjs";
import type { ChildMessage } from "./children";
import { askSupervisor, noteFile } from "./control";
import { startPostgres } from "./postgres";

/** The product's processes notice the same loss; what they still write should find a database. */
const LAST_WRITES_MS = 1_500;

const [dataDir = ".steward"] = process.argv.slice(2);
let stopping: Promise<never> | undefined;

function tell(message: ChildMessage): void {
  process.send?.(message);
}

function start() {
  return startPostgres({ folder: path.join(dataDir, "postgres"), onNote: (note) => process.stdout.write(`${note}\n`) });
}

let postgres = await start().catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error;
  tell({ failure: { message: error.message, remedy: error.remedy } });
  return process.exit(1);
});

/** The start under way, or the last one: a stop that comes in the middle of it waits, else nobody would stop what it started. */
let starting = Promise.resolve(postgres);

async function stop(): Promise<never> {
  if (!process.connected) {
    await sleep(LAST_WRITES_MS);
    // Another supervisor has come meanwhile, and its keeper has adopted this Postgres.
    if (await askSupervisor(noteFile(dataDir, "all"))) process.exit(0);
  }
  await starting.then((running) => running.stop()).catch(() => undefined);
  return process.exit(0);
}

process.on("SIGTERM", () => void (stopping ??= stop()));
tell({ ready: postgres.url });
// Waiting for a process that is not our child keeps no event loop alive.
setInterval(() => undefined, 60_000);

for (;;) {
  await postgres.exited;
  await stopping;
  process.stdout.write("Postgres has ended; starting it again\n");
  starting = start();
  postgres = await starting;
}
