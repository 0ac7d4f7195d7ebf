export { rollUpUsageHourly, sweepHoldsEachMinute } from "./jobs";
export { listCharges } from "./list-charges";
export { ownUsage } from "./own-usage";
export { type ClientEvent, recordClientEvents } from "./record-client-events";
export { usageRouter } from "./router";
export { usageBy } from "./usage-by";
export { usageSummary } from "./usage-summary";
