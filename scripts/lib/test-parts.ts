import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "../bootstrap/machine.mjs";
import { findBrowser } from "./browser";
import { type BuildName, ensureBuilt } from "./builds";
import { type Outcome, runTool } from "./run-tool";

export type Counts = { passed: number; failed: number; skipped: number };
export type Result = Counts & { output: string };
export type Group = "verify" | "unit" | "db" | "processes" | "clients" | "e2e";
export type Part = { name: string; group: Group; run: (filters: readonly string[]) => Promise<Result> };

const REPORTS = path.join(root, ".cache/test");
const isCi = Boolean(process.env.CI);

/** Builds quietly: the part that needs them says how long it took, and a failing build is that part's failure. */
function built(names: readonly BuildName[]): Promise<void> {
  return ensureBuilt(names, (_label, work) => work());
}

/** A check is one test: it holds or it does not, and says all it found. */
function check(name: string, args: readonly string[]): Part {
  const run = async (): Promise<Result> => {
    const { code, output } = await runTool(args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
  };
  return { name, group: "verify", run };
}

function readReport(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : null;
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** Files that broke before their first test count as well, else a syntax error would look like fewer tests. */
function countVitest(report: VitestReport | null, code: number | null): Counts {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  const isEmpty = report.numPassedTests === 0 && failed === 0;
  const hasHiddenFailure = failed === 0 && (code !== 0 || isEmpty);
  return {
    passed: report.numPassedTests,
    failed: hasHiddenFailure ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function vitest(group: Exclude<Group, "verify" | "e2e">, needs: readonly BuildName[]): Part {
  const run = async (filters: readonly string[]): Promise<Result> => {
    await built(needs);
    const file = path.join(REPORTS, `${group}.json`);
    rmSync(file, { force: true });
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", group, ...reporters, ...filters];
    const { code, output } = await runTool(args);
    return { ...countVitest(readReport(file) as VitestReport | null, code), output };
  };
  return { name: group, group, run };
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

const browserTests: Part = {
  name: "browser",
  group: "e2e",
  run: async (filters) => {
    const browser = await findBrowser();
    await built(["generate", "bundles", "emulators", "web"]);
    const file = path.join(REPORTS, "e2e.json");
    rmSync(file, { force: true });
    const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=line,json", ...filters];
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_CHROMIUM_PATH: browser };
    const { code, output } = await runTool(args, { env });
    const report = readReport(file) as PlaywrightReport | null;
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
    const failed = unexpected + flaky;
    return { passed: expected, failed: failed === 0 && (code !== 0 || expected === 0) ? 1 : failed, skipped, output };
  },
};

const FEWEST_MODULES = 100;

/**
 * With TypeScript's next major the boundary tool reads no module at all, prints a green tick and exits 0: so its word counts
 * only when it has read about as many modules as we have.
 */
export function judgeBoundaries({ code, output }: Outcome): Result {
  const modules = Number(/\b(\d+) modules\b/.exec(output)?.[1] ?? 0);
  const isGood = code === 0 && modules >= FEWEST_MODULES;
  return {
    passed: isGood ? 1 : 0,
    failed: isGood ? 0 : 1,
    skipped: 0,
    output: `${output}\n${modules} modules were read`,
  };
}

const boundaries: Part = {
  name: "boundaries",
  group: "verify",
  run: async () => {
    const places = ["src", "cli/src", "emulators", "emails", "scripts", "prisma", "tests", "e2e", "bench"];
    const cli = "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs";
    return judgeBoundaries(await runTool([cli, ...places, "--config", ".dependency-cruiser.cjs"]));
  },
};

const LINT_CACHE = isCi ? [] : ["--cache", "--cache-strategy", "content", "--cache-location", ".cache/eslint"];
const FORMAT_CACHE = isCi ? [] : ["--cache", "--cache-location", ".cache/prettier"];

/** Two lanes, because a small machine has two cores; what needs the whole machine comes after. */
export const LANES: readonly (readonly Part[])[] = [
  [check("lint", ["node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0", ...LINT_CACHE])],
  [
    check("types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]),
    check("layout", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", ".", ...FORMAT_CACHE]),
    boundaries,
    check("dead code", ["node_modules/knip/bin/knip.js", "--no-progress"]),
  ],
];

export const PARTS: readonly Part[] = [
  vitest("unit", []),
  vitest("db", []),
  vitest("processes", ["bundles", "emulators", "web"]),
  vitest("clients", ["bundles", "emulators"]),
  browserTests,
];

/** What everything else reads; made before anything runs. */
export async function prepare(): Promise<void> {
  mkdirSync(REPORTS, { recursive: true });
  await built(["generate"]);
}
