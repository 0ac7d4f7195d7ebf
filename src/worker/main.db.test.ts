import { type ChildProcess, fork } from "node:child_process";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { withOrg } from "@/server/db";
import { queueMail } from "@/server/mail";
import { systemPool } from "@/server/system-db";
import { verifyLog } from "@/server/verify-log";
import { workerHealth } from "@/server/worker-health";
import { newOrg } from "@/test/factories";
import { type ResendEmulator, startResendEmulator } from "../../emulators/resend/server";

let emulator: ResendEmulator;
const children: ChildProcess[] = [];

beforeAll(async () => {
  emulator = await startResendEmulator();
});
afterAll(() => emulator.stop());
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(variables: Record<string, string> = {}): ChildProcess {
  const child = fork("src/worker/main.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, RESEND_BASE_URL: emulator.url, ...variables },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.push(child);
  return child;
}

async function started(): Promise<ChildProcess> {
  const child = start();
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => {
      resolve();
    });
    child.once("exit", (code) => {
      reject(new Error(`ended with ${String(code)}`));
    });
  });
  return child;
}

const exitCode = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once("exit", resolve));
const patient = { timeout: 20_000, interval: 100 };

test("the worker sends mail, numbers the log, is seen, and goes when it is told", { timeout: 60_000 }, async () => {
  const org = await newOrg();
  const to = `ada-${newId()}@acme.test`;
  const child = await started();

  await withOrg(org.id, (db) =>
    queueMail(db, {
      kind: "account-exists",
      to,
      orgId: org.id,
      dedupeKey: newId(),
      props: { signInUrl: "http://localhost:3000/login" },
    }),
  );

  await expect.poll(() => emulator.mails().filter((mail) => mail.to.includes(to)).length, patient).toBe(1);
  await expect.poll(async () => (await verifyLog(org.id)).waiting, patient).toBe(0);
  expect(await workerHealth({})).toMatchObject({ status: "ok" });

  const code = exitCode(child);
  child.kill("SIGTERM");
  expect(await code).toBe(0);
  expect(await workerHealth({})).toMatchObject({ status: "down", workers: 0 });
});

test("the worker goes when its supervisor is gone", { timeout: 60_000 }, async () => {
  const child = await started();

  const code = exitCode(child);
  child.disconnect();

  expect(await code).toBe(0);
  const { rows } = await systemPool().query("select * from worker_leases");
  expect(rows).toEqual([]);
});

test("the worker does not start where it would not be safe", { timeout: 60_000 }, async () => {
  const child = start({ STEWARD_URL: "http://steward.acme.test", STEWARD_LOG_LEVEL: "error" });
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));

  expect(await exitCode(child)).toBe(1);
  expect(said).toContain("RESEND_API_KEY");
});
