/** `npm run bench`: measures on this machine and writes bench/README.md. About five minutes; leave the machine alone. */
import { cpus, loadavg, totalmem } from "node:os";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { ensureBuilt } from "../scripts/lib/builds";
import { step } from "../scripts/bootstrap/progress.mjs";
import { type Measured, type Target, measure, measureOne } from "./load";
import { startPortkey } from "./portkey";
import { type Report, render } from "./report";
import { setStage } from "./stage";

const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CALLS = Number(process.env.BENCH_CALLS ?? 400);

function median(values: number[]): number {
  return values.sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/** Rounds instead of one long run, each target in turn: what disturbs the machine disturbs all of them. */
async function compare(targets: Target[], isStream: boolean): Promise<Report["rows"]> {
  const one = new Map<string, number[]>();
  const many = new Map<string, Measured[]>();
  for (const target of targets) await measureOne(target, { isStream, calls: 100 });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) {
      const times = await measureOne(target, { isStream, calls: CALLS });
      one.set(target.name, [...(one.get(target.name) ?? []), times[Math.floor(times.length / 2)] ?? 0]);
    }
    for (const target of targets) {
      await measure(target, { callers: 50, isStream, seconds: 1 });
      const measured = await measure(target, { callers: 50, isStream, seconds: SECONDS });
      many.set(target.name, [...(many.get(target.name) ?? []), measured]);
      console.log(`  ${target.name}, ${isStream ? "stream" : "document"}: ${measured.perSecond.toFixed(0)} calls/s`);
    }
  }
  return targets.map(({ name }) => {
    const runs = many.get(name) ?? [];
    return {
      name,
      isStream,
      oneMs: median(one.get(name) ?? []),
      perSecond: median(runs.map(({ perSecond }) => perSecond)),
      p50Ms: median(runs.map(({ p50Ms }) => p50Ms)),
      p99Ms: median(runs.map(({ p99Ms }) => p99Ms)),
      errors: runs.reduce((sum, { errors }) => sum + errors, 0),
    };
  });
}

await ensureBuilt(["generate", "bundles"], step);
const stage = await setStage();
const rival = await startPortkey(stage.upstreamPort);
try {
  const targets = [stage.direct, stage.bare, stage.steward, rival.target];
  const rows = [...(await compare(targets, false)), ...(await compare(targets, true))];
  const { measureGate } = await import("./gate");
  const { measureSettings } = await import("./settings");
  const { measureInstall } = await import("./install");
  const { bookedCalls } = await import("./company");
  const settings = await measureSettings(stage);
  const booked = await bookedCalls();
  await stage.gateway.stop();
  const coldMs = stage.gateway.startMs;
  const again = await stage.startGateway();
  await again.stop();
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? "unknown"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}`,
    load: loadavg()[2] ?? 0,
    rival: `@portkey-ai/gateway ${rival.version}`,
    rows,
    booked,
    gate: [measureGate(100), measureGate(1_000)],
    settings,
    start: { gatewayFirstMs: coldMs, gatewayAgainMs: again.startMs },
    install: await measureInstall(),
  };
  writeFileSync(path.join(import.meta.dirname, "README.md"), render(report));
  console.log("written: bench/README.md");
} finally {
  await rival.child.stop();
  await stage.stop();
}
process.exit(0);
