import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askSupervisor, noteFile, type Status } from "../../scripts/lib/control";

export const ROOT = path.resolve(import.meta.dirname, "../..");

export type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> };
export type Place = { dataDir: string; port: number; gatewayPort: number; env: Record<string, string> };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A data folder and ports of its own: what one person's `npm start` has on a machine. */
export async function newPlace(): Promise<Place> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "steward-boot-"));
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const env = { STEWARD_DATA_DIR: dataDir, PORT: String(port), STEWARD_GATEWAY_PORT: String(gatewayPort) };
  return { dataDir, port, gatewayPort, env };
}

/** `npm start` as a person has it: the machine's first file, its words and how it ended. */
export function start(place: Place, extra: Record<string, string> = {}): Run {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, STEWARD_DEMO: "0", ...place.env, ...extra };
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listen = (chunk: Buffer) => (said += chunk.toString());
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, output: () => said, ended };
}

export async function until<T>(what: string, ask: () => T | Promise<T>, timeoutMs = 60_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${String(timeoutMs)} ms in vain for: ${what}`);
    await sleep(100);
  }
}

export async function ready(run: Run): Promise<void> {
  const isOver = run.ended.then(() => "ended" as const);
  const seen = until("the ready line", () => run.output().includes("Steward is ready: "), 150_000);
  if ((await Promise.race([isOver, seen])) === "ended") throw new Error(`Steward ended:\n${run.output()}`);
}

export function statusOf(place: Place): Promise<Status | null> {
  return askSupervisor(noteFile(place.dataDir, "all"));
}

/** Every process of this place, by what it was told: its data folder stands in its environment or its command line. */
export function processesOf(place: Place): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ["cmdline", "environ"].some((file) => readProc(pid, file).includes(place.dataDir)))
    .map(Number);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

export async function answers(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(15_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

/** Leaves nothing behind, whatever the test left running. */
export async function leave(place: Place): Promise<void> {
  for (const pid of processesOf(place)) process.kill(pid, "SIGKILL");
  await sleep(200);
  rmSync(place.dataDir, { recursive: true, force: true });
}
