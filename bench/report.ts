import type { GateFigures } from "./gate";

export type Row = {
  name: string;
  isStream: boolean;
  oneMs: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
};

export type Report = {
  date: string;
  machine: string;
  load: number;
  rival: string;
  rows: Row[];
  booked: number;
  gate: GateFigures[];
  settings: { unchangedMs: number; emptyMs: number; status: number };
  start: { gatewayFirstMs: number; gatewayAgainMs: number };
  install: {
    packagesMb: number;
    gatewayKb: number;
    buildMs: number;
    databaseFirstMs: number;
    databaseSecondMs: number;
  };
};

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

function callTable(rows: Row[], isStream: boolean): string {
  const mine = rows.filter((row) => row.isStream === isStream);
  const direct = mine.find(({ name }) => name === "no proxy")?.oneMs ?? 0;
  const bare = mine.find(({ name }) => name === "bare Node proxy")?.perSecond ?? 1;
  const lines = mine.map((row) => {
    const added = row.name === "no proxy" ? "–" : ms(row.oneMs - direct);
    const share = (row.perSecond / bare).toFixed(2);
    const cells = [
      row.name,
      ms(row.oneMs),
      added,
      row.perSecond.toFixed(0),
      share,
      ms(row.p50Ms),
      ms(row.p99Ms),
      row.errors,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| through | 1 caller, p50 | added | 50 callers, calls/s | of bare | p50 | p99 | errors |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** The page that `npm run bench` leaves behind. */
export function render(report: Report): string {
  const { gate, settings, start, install } = report;
  const gateLines = gate.map(
    ({ rules, p50Us, p99Us }) => `| ${String(rules)} | ${p50Us.toFixed(0)} µs | ${p99Us.toFixed(0)} µs |`,
  );
  return `# Figures

Written by \`npm run bench\` on ${report.date}: ${report.machine}. The machine's load over the last fifteen minutes was
${report.load.toFixed(1)}; above 1 for each core something else was running, and all figures are too low.

Everything runs on one machine: the load, the model that answers at once, the proxies, and Steward's Postgres, which writes
to disk before each call goes out. A call is what Claude Code sends at a small prompt (48 KB, twelve tools). Steward has
everything on: token, model list, prices, credential, a hold in two budgets, metering, a ledger row for each SKU and a log
row. The bare proxy pipes bytes and does nothing else. ${report.rival} does neither budgets nor a ledger here.
Figures are medians of rounds in which each target is measured in turn.

## A call that answers with one document

${callTable(report.rows, false)}

## A call that streams

${callTable(report.rows, true)}

Booked in Postgres when the load ended: ${String(report.booked)} calls.

## Deciding

In memory, one tool call against an organization's rules:

| rules | p50 | p99 |
| --- | --- | --- |
${gateLines.join("\n")}

## Settings, starting, installing

| what | figure |
| --- | --- |
| \`GET /managed/settings\`, unchanged (${String(settings.status)}), p50 | ${ms(settings.unchangedMs)} |
| the emptiest answer of the same server, p50 | ${ms(settings.emptyMs)} |
| gateway, first start until it answers | ${ms(start.gatewayFirstMs)} |
| gateway, next start | ${ms(start.gatewayAgainMs)} |
| embedded Postgres, first start (makes its cluster) and stop | ${ms(install.databaseFirstMs)} |
| embedded Postgres, next start and stop | ${ms(install.databaseSecondMs)} |
| building gateway and worker | ${ms(install.buildMs)} |
| the gateway's own code | ${String(install.gatewayKb)} KB |
| \`node_modules\`, everything for development included | ${String(install.packagesMb)} MB |
`;
}
