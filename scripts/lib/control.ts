import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export type ProcessState = { name: string; pid: number | null; state: "starting" | "ready" | "waiting" | "stopped" };
export type Status = {
  pid: number;
  phase: "starting" | "ready" | "stopping";
  url: string;
  gatewayUrl: string;
  processes: ProcessState[];
};
export type Claim = { publish: (read: () => Status) => void; release: () => void; wasLeftBehind: boolean };

type Note = { pid: number; port: number; key: string };

const ASK_TIMEOUT_MS = 2_000;

/** The file is named by the role: several processes of one installation may share a machine and a data folder. */
export function noteFile(dataDir: string, role: string): string {
  return path.join(dataDir, role === "all" ? "supervisor.json" : `supervisor-${role}.json`);
}

function readNote(file: string): Note | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Note;
  } catch {
    return null;
  }
}

/** Asks the supervisor that wrote a note how it is. A supervisor that was killed left its note but answers nothing. */
export async function askSupervisor(file: string): Promise<Status | null> {
  const note = readNote(file);
  if (!note) return null;
  try {
    const response = await fetch(`http://127.0.0.1:${note.port}/`, {
      headers: { "x-steward-supervisor": note.key },
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    return response.ok ? ((await response.json()) as Status) : null;
  } catch {
    return null;
  }
}

/** Only the process that can write the note first owns the data folder; the file system is the referee. */
function writeNote(file: string, note: Note): boolean {
  try {
    writeFileSync(file, JSON.stringify(note), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function discardNote(file: string): void {
  const grave = `${file}.${process.pid}`;
  try {
    renameSync(file, grave);
    rmSync(grave, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

async function listen(key: string, read: () => Status): Promise<Server> {
  const server = createServer((request, response) => {
    const isAllowed = request.headers["x-steward-supervisor"] === key;
    response.writeHead(isAllowed ? 200 : 404, { "content-type": "application/json" });
    response.end(isAllowed ? JSON.stringify(read()) : "{}");
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  server.unref();
  return server;
}

/**
 * Makes this process the one supervisor of a data folder, or returns what the present one says. Two that start in the same
 * moment cannot both win.
 */
export async function claim(file: string): Promise<Claim | Status> {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  let status: () => Status = () => ({ pid: process.pid, phase: "starting", url: "", gatewayUrl: "", processes: [] });
  const key = randomBytes(24).toString("hex");
  const server = await listen(key, () => status());
  const note = { pid: process.pid, port: (server.address() as AddressInfo).port, key };

  let wasLeftBehind = false;
  while (!writeNote(file, note)) {
    const other = await askSupervisor(file);
    if (other) {
      server.close();
      return other;
    }
    wasLeftBehind = true;
    discardNote(file);
  }
  return {
    wasLeftBehind,
    publish: (read) => (status = read),
    release: () => {
      server.close();
      if (readNote(file)?.key === key) discardNote(file);
    },
  };
}
