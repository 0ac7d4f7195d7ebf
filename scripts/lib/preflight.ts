import { accessSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../bootstrap/machine.mjs";

const NEEDED_MB = 300;

function nearestExisting(place: string): string {
  return existsSync(place) ? place : nearestExisting(path.dirname(place));
}

/** The data folder must be ours to write and have room; both are clearer said now than by Postgres later. */
export function checkDataFolder(dataDir: string): void {
  const place = nearestExisting(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const remedy = `Make ${place} writable for this user, or set STEWARD_DATA_DIR to a folder that is.`;
    throw new Failure(`Steward cannot write to its data folder ${dataDir}.`, remedy, { cause: error });
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  if (freeMb < NEEDED_MB) {
    const remedy = `Free at least ${NEEDED_MB} MB there, or set STEWARD_DATA_DIR to a folder on another disk.`;
    throw new Failure(`The disk of ${dataDir} is full: ${freeMb} MB are left.`, remedy);
  }
}

function tryListen(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** `patienceMs`: how long a former Steward's processes may still need to let go of the port. */
export async function checkPort(listener: {
  host: string;
  port: number;
  variable: string;
  patienceMs: number;
}): Promise<void> {
  const { host, port, variable } = listener;
  const deadline = Date.now() + listener.patienceMs;
  for (;;) {
    const error = await tryListen(host, port);
    if (!error) return;
    if (error.code === "EADDRINUSE" && Date.now() < deadline) {
      await sleep(150);
      continue;
    }
    if (error.code === "EADDRINUSE") {
      const remedy = `Stop the program that listens there, or choose another port: ${variable}=${port + 10} npm start`;
      throw new Failure(`Port ${port} is taken.`, remedy);
    }
    if (error.code === "EACCES") {
      const remedy = `Choose a port above 1023: ${variable}=${port + 8000} npm start`;
      throw new Failure(`This user may not listen on port ${port}.`, remedy);
    }
    const remedy = "Set STEWARD_BIND to an address of this machine, or leave it out for 127.0.0.1.";
    throw new Failure(`Steward cannot listen on ${host}:${port} (${error.message}).`, remedy, { cause: error });
  }
}
