/** `npm start` after its first file. Run by the pinned Node; scripts/start.mjs brings it here. */
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, giveUp } from "../bootstrap/machine.mjs";
import { askSupervisor, claim, noteFile, type Status } from "./control";
import { type Installation, readInstallation } from "./installation";
import { checkDataFolder } from "./preflight";
import type { Mode } from "./processes";
import { Supervisor } from "./supervisor";
import { demoSignIns, readyLine } from "./welcome";

const OTHER_START_MS = 240_000;
/** A terminal's Ctrl-C reaches this process twice, by itself and passed on; a person's second one comes later. */
const ONE_SIGNAL_MS = 700;
const PARENT_CHECK_MS = 1_000;

const mode: Mode = process.argv.includes("--dev") ? "development" : "production";

/** A second start on the same data folder: says what runs, waits for it when it is still starting, refuses when it is ill. */
async function attach(file: string, first: Status): Promise<never> {
  console.log(`Steward is running already (process ${first.pid}).`);
  const deadline = Date.now() + OTHER_START_MS;
  let status: Status | null = first;
  while (status?.phase === "starting" && Date.now() < deadline) {
    await sleep(500);
    status = await askSupervisor(file);
  }
  const down = status?.processes.filter((each) => each.state !== "ready") ?? [];
  if (status?.phase === "ready" && down.length === 0) {
    console.log(readyLine(status.url, status.gatewayUrl));
    process.exit(0);
  }
  const names = down.map((each) => each.name).join(", ");
  const what = status ? `It is ${status.phase}${names ? `, and not running: ${names}` : ""}.` : "It has just ended.";
  throw new Failure(what, `Wait a moment and try again, or stop it first: kill ${first.pid}`);
}

/** Ends everything in order on the first signal, at once on the second. */
function listenToSignals(supervisor: Supervisor): void {
  let firstAt = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt > 0 && Date.now() - firstAt > ONE_SIGNAL_MS) {
      supervisor.abandon();
      process.exit(130);
    }
    if (firstAt > 0) return;
    firstAt = Date.now();
    console.log("\nStopping …");
    void supervisor.stop().then(() => {
      console.log("Steward has stopped.");
      process.exit(signal === "SIGINT" ? 130 : 0);
    }, giveUp);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  process.on("disconnect", () => onSignal("SIGTERM"));
  watchNpm(() => onSignal("SIGTERM"));
}

/** Under npm, a parent that is gone means that npm was killed, and with it the terminal's hold on us. */
function watchNpm(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, PARENT_CHECK_MS).unref();
}

function welcome({ env, plan }: Installation): void {
  if (plan.demo) console.log(demoSignIns());
  console.log(readyLine(env.stewardUrl, env.stewardGatewayUrl));
}

async function main(): Promise<void> {
  const installation = readInstallation(process.env);
  checkDataFolder(installation.dataDir);
  const file = noteFile(installation.dataDir, installation.env.stewardRole);
  const claimed = await claim(file);
  if ("phase" in claimed) return attach(file, claimed);

  const supervisor = new Supervisor(installation, mode, claimed);
  listenToSignals(supervisor);
  try {
    await supervisor.start();
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  if (installation.env.stewardRole === "migrate") {
    await supervisor.stop();
    console.log("The database is current.");
    process.exit(0);
  }
  if (supervisor.status().phase === "ready") welcome(installation);
}

main().catch(giveUp);
