import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { newId } from "@/lib/ids";
import { withOrg } from "@/server/db";
import { listDeadJobs, retryDeadJob } from "@/server/dead-jobs";
import { DomainError } from "@/server/errors";
import { defineJob } from "@/server/jobs";
import { enqueue } from "@/server/outbox";
import { systemPool } from "@/server/system-db";
import { workerHealth } from "@/server/worker-health";
import { newOrg } from "@/test/factories";
import { type Background, type Engine, createEngine, startBackground } from ".";

const ran: { noteId: string; jobId: string }[] = [];
const Note = z.strictObject({ noteId: z.uuid() });

const note = defineJob({
  kind: "test.note",
  input: Note,
  run: async (payload, { jobId }) => {
    ran.push({ ...payload, jobId });
  },
});
let failures = 0;
const flaky = defineJob({
  kind: "test.flaky",
  input: Note,
  retries: 3,
  run: async (payload, { jobId }) => {
    failures += 1;
    if (failures < 3) throw new DomainError("UNAVAILABLE", "Not yet.");
    ran.push({ ...payload, jobId });
  },
});
const poison = defineJob({
  kind: "test.poison",
  input: Note,
  retries: 1,
  run: async ({ noteId }) => {
    throw new TypeError(`cannot read ${noteId} of ada@acme.test`);
  },
});
const slow = defineJob({
  kind: "test.slow",
  input: Note,
  run: async (payload, { jobId }) => {
    await sleep(60_000);
    ran.push({ ...payload, jobId });
  },
});

let engine: Engine;
let background: Background;

beforeAll(async () => {
  engine = createEngine({ executorId: `test/${newId()}`, pollMs: 50 });
  const jobs = new Map([note, flaky, poison, slow].map((job) => [job.kind, job]));
  background = await startBackground({ engine, work: { jobs, schedules: [] }, drainMs: 0, backoff: () => 50 });
});
afterAll(() => background.stop());

const runsOf = (noteId: string): number => ran.filter((run) => run.noteId === noteId).length;

async function waitingJobs(): Promise<number> {
  const { rows } = await systemPool().query<{ count: string }>("select count(*) from outbox where dead_at is null");
  return Number(rows[0]?.count);
}

test("a job asked for in a transaction that rolls back never was", async () => {
  const org = await newOrg();
  const noteId = newId();

  const change = withOrg(org.id, async (db) => {
    await enqueue(db, note, { noteId });
    throw new Error("changed my mind");
  });

  await expect(change).rejects.toThrow("changed my mind");
  await sleep(700);
  expect(runsOf(noteId)).toBe(0);
  expect(await waitingJobs()).toBe(0);
});

test("a job asked for in a transaction that commits runs once, soon", async () => {
  const org = await newOrg();
  const noteId = newId();

  const start = performance.now();
  await withOrg(org.id, (db) => enqueue(db, note, { noteId }));
  await expect.poll(() => runsOf(noteId)).toBe(1);

  expect(performance.now() - start).toBeLessThan(2_000);
  await sleep(500);
  expect(runsOf(noteId)).toBe(1);
  expect(await waitingJobs()).toBe(0);
});

test("two jobs of one key are one job while it waits, and a job waits for its time", async () => {
  const org = await newOrg();
  const noteId = newId();
  const runAfter = new Date(Date.now() + 900);

  await withOrg(org.id, async (db) => {
    await enqueue(db, note, { noteId }, { key: noteId, runAfter });
    await enqueue(db, note, { noteId }, { key: noteId, runAfter });
  });

  await sleep(500);
  expect(runsOf(noteId)).toBe(0);
  await expect.poll(() => runsOf(noteId), { timeout: 4_000 }).toBe(1);
  await sleep(300);
  expect(runsOf(noteId)).toBe(1);
});

test("a job that would carry contents or a token is refused before it is stored", async () => {
  const org = await newOrg();
  const careless = defineJob({
    kind: "test.careless",
    input: z.strictObject({ text: z.string() }),
    run: async () => undefined,
  });

  for (const text of ["ada@acme.test", "a sentence", `stw_${"x".repeat(43)}`]) {
    await expect(withOrg(org.id, (db) => enqueue(db, careless, { text }))).rejects.toThrow("identifiers only");
  }
});

test("a job that fails is tried again until it succeeds", async () => {
  const org = await newOrg();
  const noteId = newId();

  await withOrg(org.id, (db) => enqueue(db, flaky, { noteId }));

  await expect.poll(() => runsOf(noteId), { timeout: 10_000 }).toBe(1);
  expect(failures).toBe(3);
  expect((await listDeadJobs({})).filter((job) => job.orgId === org.id)).toEqual([]);
});

test("a job that keeps failing is dead, is listed and logged without what it worked on, and can be retried", async () => {
  const org = await newOrg();
  await withOrg(org.id, (db) => enqueue(db, poison, { noteId: newId() }));
  const dead = async (): Promise<unknown[]> => (await listDeadJobs({})).filter((job) => job.orgId === org.id);

  await expect
    .poll(dead, { timeout: 10_000 })
    .toMatchObject([{ kind: "test.poison", attempts: 2, error: "TypeError" }]);

  const log = await withOrg(org.id, (db) => db.activityLog.findMany({ where: { eventType: "job.failed" } }));
  expect(log).toMatchObject([{ payload: { kind: "test.poison", attempts: 2, reason: "TypeError" } }]);
  expect((await workerHealth({})).deadJobs).toBeGreaterThan(0);

  const [job] = (await listDeadJobs({})).filter((each) => each.orgId === org.id);
  await retryDeadJob({ jobId: job?.id ?? "" });
  await expect.poll(dead, { timeout: 10_000 }).toMatchObject([{ kind: "test.poison", attempts: 3 }]);
});

test("a cancelled job ends, whether it waits or runs", async () => {
  const org = await newOrg();
  const noteId = newId();
  const idOf = async (): Promise<string> => {
    const { rows } = await systemPool().query<{ id: string }>("select id from outbox where org_id = $1", [org.id]);
    return rows[0]?.id ?? "";
  };
  await withOrg(org.id, (db) => enqueue(db, note, { noteId }, { runAfter: new Date(Date.now() + 3_600_000) }));
  await background.cancel(await idOf());

  expect(await waitingJobs()).toBe(0);

  const running = newId();
  await engine.enqueue({ jobId: running, attempt: 1, kind: "test.slow", payload: { noteId }, orgId: org.id });
  await expect.poll(() => statusOf(running), { timeout: 5_000 }).toBe("PENDING");
  await background.cancel(running);
  expect(await statusOf(running)).toBe("CANCELLED");
  expect(runsOf(noteId)).toBe(0);
});

test("the same attempt enqueued twice runs once", async () => {
  const org = await newOrg();
  const run = { jobId: newId(), attempt: 1, kind: "test.note", payload: { noteId: newId() }, orgId: org.id };

  await Promise.all([engine.enqueue(run), engine.enqueue(run), engine.enqueue(run)]);

  await expect.poll(() => runsOf(run.payload.noteId)).toBe(1);
  await sleep(400);
  expect(runsOf(run.payload.noteId)).toBe(1);
});

test("nothing a job carries lies readable in the engine's tables", async () => {
  const org = await newOrg();
  const canary = newId();
  await withOrg(org.id, (db) => enqueue(db, note, { noteId: canary }));
  await expect.poll(() => runsOf(canary)).toBe(1);
  await withOrg(org.id, (db) => enqueue(db, poison, { noteId: canary }));
  await sleep(300);

  const { rows: tables } = await systemPool().query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'dbos'",
  );
  expect(tables.length).toBeGreaterThan(5);
  for (const { name } of tables) {
    const { rows } = await systemPool().query(
      `select * from dbos.${pg.escapeIdentifier(name)} row where row::text like '%' || $1 || '%'`,
      [canary],
    );
    expect(rows, name).toEqual([]);
  }
});

test("finished runs are forgotten after their time", async () => {
  const noteId = newId();
  const jobId = newId();
  await engine.enqueue({ jobId, attempt: 1, kind: "test.note", payload: { noteId }, orgId: null });
  await expect.poll(() => statusOf(jobId)).toBe("SUCCESS");

  expect(await engine.deleteFinished(new Date(Date.now() - 3_600_000))).toBe(0);
  expect(await engine.deleteFinished(new Date(Date.now() + 1_000))).toBeGreaterThan(0);

  expect(await statusOf(jobId)).toBeUndefined();
});

test("the engine's tables are closed to organizations", async () => {
  const org = await newOrg();

  const read = withOrg(org.id, (db) => db.$queryRaw`select * from dbos.workflow_status`);

  await expect(read).rejects.toThrow(/permission denied/);
});

test("a worker at work is seen", async () => {
  expect(await workerHealth({})).toMatchObject({ status: "ok", workers: 1 });
});

async function statusOf(runId: string): Promise<string | undefined> {
  const { rows } = await systemPool().query<{ status: string }>(
    "select status from dbos.workflow_status where workflow_uuid = $1",
    [runId],
  );
  return rows[0]?.status;
}
