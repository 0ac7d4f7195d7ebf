import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../errors";
import { currentAccess } from "../session";
import { synchronize } from "../synchronize";
import type { Context } from "./context";
import { describeSync, protectionLine } from "./describe";

export type SyncOptions = { dryRun: boolean; watch: boolean };

const WATCH_MS = 60_000;
/** So that a thousand machines that were switched on together do not ask together. */
const WATCH_SPREAD_MS = 10_000;

/** Brings this machine's files to what the company wants, once or every minute. With `--dry-run` only says what it would do. */
export async function sync(context: Context, options: SyncOptions): Promise<void> {
  if (!options.watch) return syncOnce(context, options);
  for (;;) {
    try {
      await syncOnce(context, options);
    } catch (error) {
      // A gateway that is away comes back; a sign-in that ended does not.
      if (!(error instanceof CliError) || error.code !== "UNREACHABLE") throw error;
      context.io.warn(error.message);
    }
    await sleep(WATCH_MS + Math.random() * WATCH_SPREAD_MS);
  }
}

async function syncOnce({ io, machine }: Context, { dryRun }: SyncOptions): Promise<void> {
  const access = await currentAccess(machine);
  const result = await synchronize(machine, access, dryRun);
  const { data, lines } = describeSync(result);
  for (const warning of result.warnings) io.warn(warning);
  if (dryRun) io.say("Nothing was written: this is what a sync would do.");
  io.data({ dryRun, ...data }, dryRun ? lines : [...lines, protectionLine(io, result.protection)]);
}
