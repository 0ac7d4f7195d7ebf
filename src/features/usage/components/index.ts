export { ChargesTable } from "./charges-table";
export { UsageChart } from "./usage-chart";
export { type UsageRow, UsageTable } from "./usage-table";
