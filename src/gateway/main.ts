import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/env";
import { learnFromLog, nameHolder, settled, sweepExpiredHolds } from "@/features/budgets/server";
import { watchGates } from "@/features/policies/server";
import { priceList } from "@/features/prices/server";
import { bootPlan } from "@/server/boot";
import { closeDb } from "@/server/db";
import { log } from "@/server/log";
import { closeSystemDb } from "@/server/system-db";
import { watchChanges } from "./changes";
import { createGatewayServer } from "./server";
import { sweepLastGood } from "./settings/answer-settings";

/** How long calls in progress may go on after we were asked to stop; then they are cut off and settled as far as they came. */
const DRAIN_MS = 6_000;
const SETTLE_MS = 2_000;
const SWEEP_EVERY_MS = 10_000;
const SWEEP_SETTINGS_EVERY_MS = 60 * 60 * 1_000;

/** Says why the gateway may not start, and returns whether it may. */
function mayStart(): boolean {
  const { refusals } = bootPlan(env);
  for (const { variable, reason, remedy } of refusals) log().fatal({ variable, remedy }, reason);
  return refusals.length === 0;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.stewardGatewayPort, env.stewardBind, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : env.stewardGatewayPort);
    });
  });
}

/** Books what predecessors left behind, at once and then every ten seconds. */
function keepSweeping(): () => void {
  let isSuccessor = true;
  const sweep = async (): Promise<void> => {
    try {
      const count = await sweepExpiredHolds({ isSuccessor });
      isSuccessor = false;
      if (count > 0) log().warn({ count }, "calls of a gateway that is gone were booked as estimates");
    } catch (error) {
      log().warn({ err: error }, "holds could not be swept, trying again");
    }
  };
  void sweep();
  const timer = setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

/** Drops kept settings documents that are too old to be served, at once and then every hour. */
function keepSettingsFresh(): () => void {
  const sweep = (): void => {
    sweepLastGood().catch((error: unknown) => {
      log().warn({ err: error }, "kept settings could not be swept");
    });
  };
  sweep();
  const timer = setInterval(sweep, SWEEP_SETTINGS_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  await Promise.race([closed, sleep(DRAIN_MS)]);
  server.closeAllConnections();
  // The handlers of connections that were cut hand over their settlements in the next turns of the loop.
  await sleep(50);
  if (!(await settled(SETTLE_MS))) log().error("some calls are not booked; the next gateway books them as estimates");
}

async function main(): Promise<void> {
  if (!mayStart()) {
    process.exitCode = 1;
    return;
  }
  const server = createGatewayServer();
  const port = await listen(server);
  nameHolder(String(port));
  const stopWatching = [watchChanges(), watchGates()];
  const stopSweeping = keepSweeping();
  const stopSweepingSettings = keepSettingsFresh();
  void learnFromLog();
  priceList().catch((error: unknown) => {
    log().warn({ err: error }, "prices could not be read yet");
  });

  const stop = async (reason: string): Promise<void> => {
    log().info({ reason }, "the gateway is stopping");
    stopSweeping();
    stopSweepingSettings();
    await drain(server);
    await Promise.all(stopWatching.map((stopOne) => stopOne()));
    await Promise.all([closeDb(), closeSystemDb()]);
    process.exit(0);
  };
  let isStopping = false;
  const once = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    stop(reason).catch((error: unknown) => {
      log().error({ err: error }, "the gateway did not stop cleanly; the next one books what is left");
      process.exit(1);
    });
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, once);
  // A supervisor that was killed sends no signal; its end of the channel closes.
  process.once("disconnect", () => {
    once("disconnect");
  });

  process.send?.("ready");
  log().info({ port, address: env.stewardBind }, "the gateway is listening");
}

main().catch((error: unknown) => {
  log().fatal({ err: error }, "the gateway cannot start");
  process.exit(1);
});
