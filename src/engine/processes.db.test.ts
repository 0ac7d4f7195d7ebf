import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { newId } from "@/lib/ids";
import { appendLog } from "@/server/audit";
import { withOrg } from "@/server/db";
import { listDeadJobs } from "@/server/dead-jobs";
import { defineJob } from "@/server/jobs";
import { enqueue } from "@/server/outbox";
import { systemPool } from "@/server/system-db";
import { verifyLog } from "@/server/verify-log";
import { newOrg } from "@/test/factories";

type Line = { what: string; by: string; at: number };
type Worker = { id: string; child: ChildProcess };

const input = z.strictObject({ noteId: z.uuid() });
const elsewhere = { input, run: () => Promise.reject(new Error("runs in another process")) };
const long = defineJob({ kind: "test.long", ...elsewhere });
const fatal = defineJob({ kind: "test.fatal", ...elsewhere });

const journal = path.join(mkdtempSync(path.join(tmpdir(), "workers-")), "journal");
const workers: Worker[] = [];

/** A worker in a process of its own, ready for work. */
async function startWorker(): Promise<Worker> {
  const id = `test/${randomUUID()}`;
  const child = fork("src/test/worker-process.ts", [id, journal], { execArgv: ["--import", "tsx"] });
  workers.push({ id, child });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => {
      resolve();
    });
    child.once("exit", (code) => {
      reject(new Error(`the worker ended with ${String(code)} before it was ready`));
    });
  });
  return { id, child };
}

afterEach(async () => {
  await Promise.all(workers.splice(0).map(({ child }) => gone(child, "SIGKILL")));
});

async function gone(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once("exit", resolve));
  if (signal) child.kill(signal);
  await exit;
}

function lines(prefix: string): Line[] {
  if (!existsSync(journal)) return [];
  const all = readFileSync(journal, "utf8").trim().split("\n");
  return all.map((line) => JSON.parse(line) as Line).filter(({ what }) => what.startsWith(prefix));
}

const patient = { timeout: 25_000, interval: 50 };

test("a worker killed amid a job leaves it to another, which finishes it", { timeout: 60_000 }, async () => {
  const org = await newOrg();
  const noteId = newId();
  const first = await startWorker();
  await withOrg(org.id, (db) => enqueue(db, long, { noteId }));
  await expect.poll(() => lines(`begin ${noteId}`).length, patient).toBe(1);

  await gone(first.child, "SIGKILL");
  const second = await startWorker();
  await expect.poll(() => lines(`end ${noteId}`), patient).toMatchObject([{ by: second.id }]);

  await sleep(1_000);
  expect(lines(`end ${noteId}`)).toHaveLength(1);
});

test("a worker told to stop finishes what it runs and leaves no lease", { timeout: 60_000 }, async () => {
  const org = await newOrg();
  const noteId = newId();
  const worker = await startWorker();
  await withOrg(org.id, (db) => enqueue(db, long, { noteId }));
  await expect.poll(() => lines(`begin ${noteId}`).length, patient).toBe(1);

  worker.child.send("stop");
  await gone(worker.child);

  expect(lines(`end ${noteId}`)).toMatchObject([{ by: worker.id }]);
  const { rows } = await systemPool().query("select * from worker_leases where holder = $1", [worker.id]);
  expect(rows).toEqual([]);
});

test("each tick of a schedule runs once, however many workers there are", { timeout: 60_000 }, async () => {
  const since = Date.now();
  await Promise.all([startWorker(), startWorker()]);
  const ticks = (): string[] => lines("tick ").flatMap(({ what, at }) => (at > since ? [what] : []));

  await expect.poll(() => ticks().length, patient).toBeGreaterThan(5);
  await Promise.all(workers.map(({ child }) => gone(child, "SIGKILL")));

  expect(new Set(ticks()).size).toBe(ticks().length);
});

test("several workers number one organization's log without a fork", { timeout: 60_000 }, async () => {
  const org = await newOrg();
  await Promise.all([startWorker(), startWorker()]);

  const write = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await withOrg(org.id, (db) =>
        appendLog(db, { type: "config.served", actor: { kind: "system" }, payload: { index } }),
      );
    }
  };
  await Promise.all([write(60), write(60), write(60), write(60)]);

  await expect.poll(async () => (await verifyLog(org.id)).waiting, patient).toBe(0);
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true, fault: null });
  const { rows } = await systemPool().query<{ count: string; distinct: string; last: string }>(
    `select count(*), count(distinct seq), max(seq) as last from activity_logs where org_id = $1`,
    [org.id],
  );
  expect(Number(rows[0]?.last)).toBe(Number(rows[0]?.count));
});

test("a job that ends every worker that runs it is dead, not for ever", { timeout: 120_000 }, async () => {
  const org = await newOrg();
  await withOrg(org.id, (db) => enqueue(db, fatal, { noteId: newId() }));
  const dead = async (): Promise<unknown[]> => (await listDeadJobs({})).filter((job) => job.orgId === org.id);

  const over = new AbortController();
  const keepRunning = (async () => {
    while (!over.signal.aborted) await gone((await startWorker()).child);
  })();
  await expect.poll(dead, { timeout: 90_000, interval: 200 }).not.toEqual([]);
  over.abort();
  await Promise.all([...workers.map(({ child }) => gone(child, "SIGKILL")), keepRunning]);

  expect(await dead()).toMatchObject([{ kind: "test.fatal" }]);
});
