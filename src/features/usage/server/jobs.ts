import { defineSchedule } from "@/server/jobs";
import { sweepExpiredHolds } from "@/features/budgets/server";
import { rollUpUsage } from "./roll-up-usage";

/** Three minutes past each hour: the hour before is complete by then. */
export const rollUpUsageHourly = defineSchedule({
  name: "usage.roll-up",
  cron: "0 3 * * * *",
  run: async () => {
    await rollUpUsage({});
  },
});

/** Each minute, so that money held by a gateway that died comes free even when no gateway is left. */
export const sweepHoldsEachMinute = defineSchedule({
  name: "usage.sweep-holds",
  cron: "30 * * * * *",
  run: async () => {
    await sweepExpiredHolds();
  },
});
