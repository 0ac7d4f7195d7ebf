import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Failure } from "../bootstrap/machine.mjs";
import { type EmbeddedPostgres, startPostgres } from "./postgres";

const isRoot = process.getuid?.() === 0;
let folder = "";
const running: EmbeddedPostgres[] = [];

/** A folder that nobody else may enter, as a home folder is. */
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "steward-pg-")), "postgres");
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

async function start(isDurable = false): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ folder, isDurable });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

/** Starts a server from a process of its own, which then ends and leaves it behind. */
function startElsewhere(command: readonly string[], extra: Record<string, string> = {}): { pid: number; url: string } {
  const code = `import { startPostgres } from ${JSON.stringify(path.resolve("scripts/lib/postgres.ts"))};
    const postgres = await startPostgres({ folder: process.argv[1], isDurable: false, onNote: (note) => console.error(note) });
    console.log(JSON.stringify({ pid: postgres.pid, url: postgres.url }));
    process.exit(0);`;
  const [program, ...rest] = [
    ...command,
    process.execPath,
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    code,
    folder,
  ];
  const { stdout, stderr, status } = spawnSync(program, rest, { encoding: "utf8", env: { ...process.env, ...extra } });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { pid: number; url: string };
}

async function end(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  while (existsSync(`/proc/${String(pid)}`)) await sleep(50);
}

it("starts in a folder that nobody else may enter, for an owner who is no superuser, on loopback, with a password", async () => {
  const postgres = await start();
  expect(postgres.isAdopted).toBe(false);
  const owner = await ask(
    postgres.url,
    `select json_build_object('database', current_database(), 'name', rolname, 'is_super', rolsuper, 'bypasses', rolbypassrls) as answer
     from pg_roles where rolname = current_user`,
  );
  expect(owner).toEqual({ database: "steward", name: "steward_owner", is_super: false, bypasses: false });
  expect(await ask(postgres.superUrl, "select current_setting('listen_addresses') as answer")).toBe("127.0.0.1");
  const url = new URL(postgres.url);
  url.password = "guessed";
  await expect(ask(url.toString(), "select 1 as answer")).rejects.toThrow("password authentication failed");
});

it("adopts a server that was left behind, and keeps its port over a restart", async () => {
  const first = startElsewhere([]);
  const adopted = await start();
  expect(adopted).toMatchObject({ isAdopted: true, pid: first.pid, url: first.url });
  await adopted.stop();
  running.pop();
  expect((await start()).url).toBe(first.url);
});

it("recovers what a killed server had committed", async () => {
  const first = await start(true);
  await ask(first.url, "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  running.pop();
  const second = await start();
  expect(second.isAdopted).toBe(false);
  expect(await ask(second.url, "select answer from kept")).toBe(42);
});

it("does not take a stranger's process for its server", async () => {
  const postgres = await start();
  await postgres.stop();
  running.pop();
  const lock = [
    String(process.pid),
    path.join(folder, "data"),
    "0",
    String(postgres.port),
    "",
    "127.0.0.1",
    "",
    "ready",
  ];
  writeFileSync(path.join(folder, "data", "postmaster.pid"), lock.join("\n"));
  expect((await start()).isAdopted).toBe(false);
});

it("makes the cluster anew when a first start was killed half-way", async () => {
  mkdirSync(path.join(folder, "data.new", "base"), { recursive: true });
  expect((await start()).isAdopted).toBe(false);
});

it("refuses another version's data before touching it, and says what to do", async () => {
  mkdirSync(path.join(folder, "data"), { recursive: true });
  writeFileSync(path.join(folder, "data", "PG_VERSION"), "16\n");
  const failure = await startPostgres({ folder }).catch((error: unknown) => error as Failure);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    message: expect.stringContaining("written by Postgres 16"),
    remedy: expect.stringContaining("DATABASE_URL"),
  });
});

it("runs for an ordinary user as for root", async () => {
  const asUser = isRoot ? ["unshare", "--user", "--map-user=1000", "--map-group=1000"] : [];
  const { url, pid } = startElsewhere(asUser);
  expect(await ask(url, "select 1 as answer")).toBe(1);
  await end(pid);
});

// An ordinary user needs neither namespace nor stage.
if (isRoot) {
  it("runs for root where user namespaces are forbidden, and says where the data lies", async () => {
    const stage = path.join(
      "/var/tmp",
      `steward-postgres-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
    );
    const { url, pid } = startElsewhere([], { PATH: "/nowhere" });
    try {
      expect(await ask(url, "select 1 as answer")).toBe(1);
      expect(existsSync(path.join(stage, "data", "PG_VERSION"))).toBe(true);
    } finally {
      await end(pid);
      rmSync(stage, { recursive: true, force: true });
    }
  });
}
