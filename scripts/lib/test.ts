/** `npm test` after its first file: runs every part, goes on where one fails, and ends with one line of counts. */
import { setTimeout as sleep } from "node:timers/promises";
import { EnvSchema } from "@/env";
import { Failure, giveUp } from "../bootstrap/machine.mjs";
import { type Group, LANES, type Part, PARTS, prepare, type Result } from "./test-parts";

const GROUPS: readonly Group[] = ["verify", "unit", "db", "processes", "clients", "e2e"];
const STILL_WORKING_MS = 30_000;
const isCi = Boolean(process.env.CI);

/** Tests make their own world: what this shell has set for a real Steward must not reach them. */
function forgetInstallation(): void {
  const names = new Set([
    ...Object.keys(EnvSchema.shape),
    "NEXTAUTH_URL",
    "NEXTAUTH_SECRET",
    "NODE_ENV",
    "STEWARD_TOKEN",
  ]);
  for (const name of names) Reflect.deleteProperty(process.env, name);
}

function readArguments(args: readonly string[]): { only: Group | null; filters: readonly string[] } {
  const at = args.indexOf("--only");
  if (at < 0) return { only: null, filters: args };
  const only = GROUPS.find((group) => group === args[at + 1]);
  if (!only) throw new Failure(`There is no part ${String(args[at + 1])}.`, `Choose one of: ${GROUPS.join(", ")}.`);
  return { only, filters: args.toSpliced(at, 2) };
}

function countsOf({ passed, failed, skipped }: Result): string {
  return [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`]
    .filter(Boolean)
    .join(", ");
}

/** A part that cannot even run is one failure with its reason, not the end of all the others. */
async function runPart(part: Part, filters: readonly string[]): Promise<Result> {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const alive = setInterval(() => console.log(`  … ${part.name}, still working (${seconds()})`), STILL_WORKING_MS);
  const result = await part.run(filters).catch((error: unknown): Result => {
    const text = error instanceof Failure ? `${error.message}\n→ ${error.remedy}` : String((error as Error).stack);
    return { passed: 0, failed: 1, skipped: 0, output: text };
  });
  clearInterval(alive);
  // In CI nobody reads "skipped": a test that did not run proves nothing there.
  const counted = isCi ? { ...result, failed: result.failed + result.skipped, skipped: 0 } : result;
  console.log(`${counted.failed === 0 ? "✓" : "✗"} ${part.name.padEnd(11)} ${countsOf(counted)} (${seconds()})`);
  if (counted.failed > 0) console.log(`\n${counted.output}\n`);
  return counted;
}

async function runLane(parts: readonly Part[], filters: readonly string[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const part of parts) results.push(await runPart(part, filters));
  return results;
}

async function main(): Promise<void> {
  const { only, filters } = readArguments(process.argv.slice(2));
  forgetInstallation();
  await prepare();
  const wanted = (part: Part) => only === null || part.group === only;
  const lanes = LANES.map((lane) => lane.filter(wanted));
  const results = (await Promise.all(lanes.map((lane) => runLane(lane, filters)))).flat();
  results.push(...(await runLane(PARTS.filter(wanted), filters)));

  const total = (key: "passed" | "failed" | "skipped") => results.reduce((sum, result) => sum + result[key], 0);
  if (total("skipped") > 0) console.log(`\n${total("skipped")} skipped`);
  console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
  await sleep(0);
  process.exit(total("failed") === 0 ? 0 : 1);
}

main().catch(giveUp);
