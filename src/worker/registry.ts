import type { Engine, Work } from "@/engine";
import { rollUpUsageHourly, sweepHoldsEachMinute } from "@/features/usage/server";
import type { Job, Schedule } from "@/server/jobs";
import { sendMailJob } from "@/server/mail";
import { upkeepSchedules } from "./upkeep";

/** Everything this process can do in the background: the house's own, then each feature's. */
export function collectWork(engine: Engine): Work {
  return workOf([sendMailJob], [...upkeepSchedules(engine), rollUpUsageHourly, sweepHoldsEachMinute]);
}

/** Throws when two jobs or two schedules have one name: the engine would run the wrong one. */
export function workOf(jobs: readonly Job[], schedules: readonly Schedule[]): Work {
  const byKind = new Map(jobs.map((job) => [job.kind, job]));
  const names = new Set(schedules.map((schedule) => schedule.name));
  if (byKind.size !== jobs.length || names.size !== schedules.length) {
    throw new Error("Two jobs or two schedules have the same name.");
  }
  return { jobs: byKind, schedules };
}
