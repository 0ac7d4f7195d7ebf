import { z } from "zod";
import { DomainError } from "./errors";
import { systemCommand, systemQuery } from "./system-command";

/** The jobs that failed as often as they may, the newest first: what they were, how often, and the last reason. */
export const listDeadJobs = systemQuery({
  input: z.strictObject({}),
  run: ({ db }) =>
    db.outbox.findMany({
      where: { deadAt: { not: null } },
      select: { id: true, orgId: true, kind: true, payload: true, attempts: true, error: true, deadAt: true },
      orderBy: { deadAt: "desc" },
      take: 200,
    }),
});

/**
 * Gives a dead job one more attempt, now; when that fails it is dead again.
 *
 * @throws NOT_FOUND when there is no dead job of that id.
 */
export const retryDeadJob = systemCommand({
  name: "job.retry",
  input: z.strictObject({ jobId: z.uuid() }),
  async run({ db, input, now }) {
    const job = await db.outbox.findFirst({ where: { id: input.jobId, deadAt: { not: null } } });
    if (!job) throw new DomainError("NOT_FOUND", "No dead job has this id.");
    await db.outbox.update({ where: { id: job.id }, data: { deadAt: null, runAfter: now } });
    await db.$executeRaw`select pg_notify('steward_outbox', ${job.id})`;
    const audit = job.orgId === null ? null : { orgId: job.orgId, targetType: "job", targetId: job.id };
    return { result: null, audit };
  },
});
