/** Compile-time proofs: each block must fail to compile, or the obligation it names has been lost. */
import { z } from "zod";
import { command } from "./command";
import type { Db } from "./db";
import { query } from "./query";
import { publicCommand } from "./public-command";
import type { PrismaClient } from "@/generated/prisma/client";
import { appendLog } from "./audit";

const input = z.object({ employeeId: z.uuid() });
const audit = { targetType: "employee", targetId: "x" };

export const whole = command({
  name: "employee.suspend",
  permission: "employee:suspend",
  target: ({ input: asked }) => Promise.resolve({ employeeId: asked.employeeId }),
  input,
  run: () => Promise.resolve({ result: null, audit }),
});

// @ts-expect-error a scoped ability needs its target
export const withoutTarget = command({
  name: "employee.suspend",
  permission: "employee:suspend",
  input,
  run: () => Promise.resolve({ result: null, audit }),
});

export const withoutAudit = command({
  name: "budget.set",
  permission: "budget:manage",
  input,
  // @ts-expect-error a change without an audit entry
  run: () => Promise.resolve({ result: null }),
});

export const misspelt = command({
  name: "budget.set",
  // @ts-expect-error no such permission
  permission: "budgets:manage",
  input,
  run: () => Promise.resolve({ result: null, audit }),
});

export const unnamed = command({
  // @ts-expect-error a name that is not an event of ours
  name: "budget.frobnicate",
  permission: "budget:manage",
  input,
  run: () => Promise.resolve({ result: null, audit }),
});

// @ts-expect-error a command without a permission
export const unpermitted = command({ name: "budget.set", input, run: () => Promise.resolve({ result: null, audit }) });

// @ts-expect-error a scoped read needs its target, too
export const untargetedRead = query({ permission: "usage:read", input, run: () => Promise.resolve(null) });

// @ts-expect-error a public command needs a throttle
export const unthrottled = publicCommand({
  name: "account.sign_up",
  input,
  run: () => Promise.resolve({ result: null, audit: null }),
});

declare const client: PrismaClient;
declare const scoped: Db;
export const joined = (): Promise<string> => appendLog(scoped, { type: "auth.login", actor: { kind: "system" } });
// @ts-expect-error an unscoped client is no transaction of ours
export const unscoped = (): Promise<string> => appendLog(client, { type: "auth.login", actor: { kind: "system" } });
