import type { z } from "zod";

/** What a job may carry: identifiers and plain numbers or dates, never contents or secrets; those are read when it runs. */
export type JobPayload = Record<string, string | number | boolean | null>;

export type Job<Payload extends JobPayload = JobPayload> = {
  kind: string;
  input: z.ZodType<Payload>;
  /** How often a failing run is tried again before it is dead. */
  retries: number;
  run(payload: Payload, attempt: { jobId: string }): Promise<void>;
};

/** Declares background work. `run` happens at least once, so it must be idempotent. */
export function defineJob<Payload extends JobPayload>(spec: {
  kind: string;
  input: z.ZodType<Payload>;
  retries?: number;
  run(payload: Payload, attempt: { jobId: string }): Promise<void>;
}): Job<Payload> {
  return { retries: 5, ...spec };
}

export type Schedule = {
  name: string;
  /** Six fields, seconds first, in UTC. */
  cron: string;
  run(at: Date): Promise<void>;
};

/** Declares work that the clock starts; each tick runs once, however many workers there are. */
export function defineSchedule(spec: Schedule): Schedule {
  return spec;
}
