import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Failure } from "../bootstrap/machine.mjs";
import { checkVersion, type Cluster, createCluster, readCluster, startFailure, writeCluster } from "./postgres-cluster";
import { freePort, isFree } from "./postgres-port";
import { isOurPostmaster, readPostmaster } from "./postgres-postmaster";
import { chooseIdentity, type Identity, postgresBinaries, spawnServer } from "./postgres-run";

export type PostgresOptions = {
  /** Everything of the cluster lies here: its data, its passwords and its log. Made when absent, readable by us alone. */
  folder: string;
  /** False for tests: nothing survives a power cut, everything is faster. */
  isDurable?: boolean;
  /** What a person should know, such as that the data lies elsewhere. */
  onNote?: (note: string) => void;
};

export type EmbeddedPostgres = {
  /** The owner's, database `steward`: what DATABASE_URL is. */
  url: string;
  /** The superuser's; for tests that copy databases. The product never gets it. */
  superUrl: string;
  port: number;
  pid: number;
  /** It was running already, left behind by a process that was killed. */
  isAdopted: boolean;
  /** Resolves when the server is gone, however it went. */
  exited: Promise<void>;
  /** Ends it: open transactions are rolled back, connections closed. */
  stop(): Promise<void>;
};

const START_MS = 60_000;
const LARGEST_LOG = 16 * 1024 * 1024;

/**
 * Starts the embedded Postgres of a folder, or adopts the one that still runs there, and makes sure that the owner's login
 * and the database `steward` exist. It listens on 127.0.0.1 only and lets nobody in without a password.
 *
 * Works for an ordinary user and for root, for whom Postgres refuses to run: there it runs in a user namespace, or, where the
 * machine forbids those, as nobody in a folder that nobody can reach into.
 *
 * @throws Failure with a remedy: data of another version, a full disk, a damaged folder, a server that does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.folder);
  try {
    return await start(folder, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM") {
      const remedy = "Run Steward as the user who made it, or name another folder with STEWARD_DATA_DIR.";
      throw new Failure(`${folder} belongs to another user.`, remedy, { cause: error });
    }
    if (code === "ENOSPC") throw startFailure("The database could not be made.", "ENOSPC", folder);
    throw error;
  }
}

async function start(folder: string, options: PostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const identity = chooseIdentity(folder, await postgresBinaries(), options.onNote ?? (() => undefined));
  const { dataDir } = identity;
  const isDurable = options.isDurable ?? true;
  if (!existsSync(dataDir)) await createCluster(folder, identity, isDurable);
  checkVersion(dataDir);
  const cluster = readCluster(dataDir);

  const adopted = await adopt(dataDir, cluster);
  const server = adopted ?? (await launch({ folder, cluster, identity, isDurable }));
  const superUrl = urlOf("postgres", cluster.superPassword, server.port);
  await ensureOwner(superUrl, cluster.ownerPassword);
  return {
    ...server,
    url: urlOf("steward_owner", cluster.ownerPassword, server.port),
    superUrl,
    isAdopted: adopted !== undefined,
    stop: async () => {
      signal(server.pid, "SIGINT");
      // Asked for, not waited for: neither an adopted server nor one that shall outlive us keeps this process awake.
      while (isOurPostmaster(server.pid, dataDir)) await sleep(20);
    },
  };
}

type Server = { port: number; pid: number; exited: Promise<void> };

/** Only the superuser has the database `postgres`, and only the owner has `steward`. */
function urlOf(user: "postgres" | "steward_owner", password: string, port: number): string {
  const database = user === "postgres" ? "postgres" : "steward";
  return `postgresql://${user}:${password}@127.0.0.1:${String(port)}/${database}`;
}

/** The server that still runs on this data, once it answers. A stale lock file, whose number something else has, goes. */
async function adopt(dataDir: string, cluster: Cluster): Promise<Server | undefined> {
  const postmaster = readPostmaster(dataDir);
  if (postmaster === undefined) return undefined;
  if (!isOurPostmaster(postmaster.pid, dataDir)) {
    rmSync(path.join(dataDir, "postmaster.pid"), { force: true });
    return undefined;
  }
  const { pid, port } = postmaster;
  const url = urlOf("postgres", cluster.superPassword, port);
  const isReady = await answers(url, () => isOurPostmaster(pid, dataDir));
  return isReady ? { pid, port, exited: pollExit(pid, dataDir) } : undefined;
}

type Launch = { folder: string; cluster: Cluster; identity: Identity; isDurable: boolean };

/** Starts the server. A port that was taken meanwhile is replaced, and a predecessor's last children are waited for. */
async function launch({ folder, cluster, identity, isDurable }: Launch): Promise<Server> {
  const { dataDir } = identity;
  const logFile = path.join(folder, "postgres.log");
  if (existsSync(logFile) && statSync(logFile).size > LARGEST_LOG) renameSync(logFile, `${logFile}.1`);
  let output = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = (await isFree(cluster.port)) ? cluster.port : await freePort();
    if (port !== cluster.port) writeCluster(dataDir, { ...cluster, port });
    const from = existsSync(logFile) ? statSync(logFile).size : 0;
    const log = openSync(logFile, "a", 0o600);
    const { pid, exited } = spawnServer(identity, serverArguments(dataDir, port, isDurable), log);
    closeSync(log);
    let isGone = false;
    void exited.then(() => (isGone = true));
    if (await answers(urlOf("postgres", cluster.superPassword, port), () => !isGone)) return { pid, port, exited };
    output = readFileSync(logFile).subarray(from).toString();
    if (!/could not (bind|create any TCP)|shared memory block|lock file/i.test(output)) break;
    await sleep(500 * (attempt + 1));
  }
  throw startFailure("Postgres does not start.", output, folder);
}

function serverArguments(dataDir: string, port: number, isDurable: boolean): string[] {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    // A socket's path may have 107 characters, and a data folder's more.
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(!isDurable && {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      wal_level: "minimal",
      max_wal_senders: "0",
    }),
  };
  return ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** Waits until the server lets us in; false when `isAlive` says that it is not worth waiting any more. */
async function answers(url: string, isAlive: () => boolean): Promise<boolean> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      if (!isAlive()) return false;
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** The owner may make roles and owns its database; it is neither superuser nor exempt from row-level security. */
async function ensureOwner(superUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows: roles } = await client.query("select from pg_roles where rolname = 'steward_owner'");
    if (roles.length === 0) {
      await client.query(
        `create role steward_owner login createrole nosuperuser nobypassrls password ${pg.escapeLiteral(password)}`,
      );
    }
    const { rows: databases } = await client.query("select from pg_database where datname = 'steward'");
    if (databases.length === 0) await client.query("create database steward owner steward_owner");
  } finally {
    await client.end();
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Another process's child cannot be waited for, only asked for. */
async function pollExit(pid: number, dataDir: string): Promise<void> {
  while (isOurPostmaster(pid, dataDir)) await sleep(100, undefined, { ref: false });
}
