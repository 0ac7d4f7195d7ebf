import { hostname } from "node:os";
import { createEngine, repeat, startBackground } from "@/engine";
import { env } from "@/env";
import { newId } from "@/lib/ids";
import { chainLog } from "@/server/audit-chain";
import { bootPlan } from "@/server/boot";
import { log } from "@/server/log";
import { closeSystemDb } from "@/server/system-db";
import { collectWork } from "./registry";

/** How long a log row waits for its number at most. */
const CHAIN_EVERY_MS = 250;
/** Less than the supervisor's patience, so that running jobs end by themselves before they are ended. */
const DRAIN_MS = 8_000;

/** Says why the worker may not start, and returns whether it may. */
function mayStart(): boolean {
  const { refusals } = bootPlan(env);
  for (const { variable, reason, remedy } of refusals) log().fatal({ variable, remedy }, reason);
  return refusals.length === 0;
}

async function main(): Promise<void> {
  if (!mayStart()) {
    process.exitCode = 1;
    return;
  }
  // Unique for each process, and telling: an operator finds the machine behind a lease.
  const engine = createEngine({ executorId: `${hostname()}/${String(process.pid)}/${newId().slice(-8)}` });
  const background = await startBackground({ engine, work: collectWork(engine), drainMs: DRAIN_MS });
  const stopChain = repeat(async () => {
    await chainLog();
  }, CHAIN_EVERY_MS);

  const stop = async (reason: string): Promise<void> => {
    log().info({ reason }, "the worker is stopping");
    await background.stop();
    await stopChain();
    await closeSystemDb();
    process.exit(0);
  };
  let isStopping = false;
  const once = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    stop(reason).catch((error: unknown) => {
      log().error({ err: error }, "the worker did not stop cleanly; others take over what it held");
      process.exit(1);
    });
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, once);
  // A supervisor that was killed sends no signal; its end of the channel closes.
  process.once("disconnect", () => {
    once("disconnect");
  });

  process.send?.("ready");
  log().info({ executor: engine.executorId }, "the worker is at work");
}

main().catch((error: unknown) => {
  log().fatal({ err: error }, "the worker cannot start");
  process.exit(1);
});
