import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { createEngine, repeat, startBackground } from "@/engine";
import { chainLog } from "@/server/audit-chain";
import { defineJob, defineSchedule } from "@/server/jobs";

/**
 * A worker for tests of several processes: two jobs, one schedule and the chain. What it does it appends to a file, a line
 * each, because what a killed process wrote to its database connection may be lost and a line in a file is not.
 *
 * Arguments: the executor's id and the file.
 */
const [executorId = "", journal = ""] = process.argv.slice(2);
const Note = z.strictObject({ noteId: z.uuid() });

function say(what: string): void {
  appendFileSync(journal, `${JSON.stringify({ what, by: executorId, at: Date.now() })}\n`);
}

const long = defineJob({
  kind: "test.long",
  input: Note,
  run: async ({ noteId }) => {
    say(`begin ${noteId}`);
    await sleep(2_000);
    say(`end ${noteId}`);
  },
});
const fatal = defineJob({
  kind: "test.fatal",
  input: Note,
  run: async ({ noteId }) => {
    say(`fatal ${noteId}`);
    await sleep(20);
    process.exit(9);
  },
});
const tick = defineSchedule({
  name: "test.tick",
  cron: "* * * * * *",
  run: async (at) => {
    say(`tick ${at.toISOString()}`);
  },
});

const engine = createEngine({ executorId, pollMs: 50 });
const work = { jobs: new Map([long, fatal].map((job) => [job.kind, job])), schedules: [tick] };
const background = await startBackground({ engine, work, drainMs: 5_000 });
const stopChain = repeat(async () => {
  await chainLog();
}, 5);

process.on("message", () => {
  void Promise.all([background.stop(), stopChain()]).then(() => process.exit(0));
});
process.once("disconnect", () => process.exit(0));
process.send?.("ready");
