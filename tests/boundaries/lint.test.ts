import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ESLint, type Linter } from "eslint";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const many = (count: number, line: string) => Array.from({ length: count }, () => line).join("\n");

type Seed = { law: string; rule: string; file: string; text: string };

/** One broken law a file. The text is as small as the law allows. */
const SEEDS: Seed[] = [
  { law: "no any", rule: "@typescript-eslint/no-explicit-any", file: "src/lib/a.ts", text: "export const a: any = 1;" },
  {
    law: "no non-null assertion",
    rule: "@typescript-eslint/no-non-null-assertion",
    file: "src/lib/b.ts",
    text: "export const b = (list: number[]) => list[0]!;",
  },
  {
    law: "no floating promise",
    rule: "@typescript-eslint/no-floating-promises",
    file: "src/lib/c.ts",
    text: "export function c(work: () => Promise<void>) { work(); }",
  },
  {
    law: "exhaustive switch",
    rule: "@typescript-eslint/switch-exhaustiveness-check",
    file: "src/lib/d.ts",
    text: 'export function d(x: "a" | "b") { switch (x) { case "a": return 1; } return 2; }',
  },
  {
    law: "type-only imports",
    rule: "@typescript-eslint/consistent-type-imports",
    file: "src/lib/e.ts",
    text: 'import { Stats } from "node:fs";\nexport type E = Stats;',
  },
  { law: "300 lines a file", rule: "max-lines", file: "src/lib/f.ts", text: many(301, "// line") },
  { law: "500 lines a test", rule: "max-lines", file: "src/lib/f.test.ts", text: many(501, "// line") },
  {
    law: "60 lines a function",
    rule: "max-lines-per-function",
    file: "src/lib/g.ts",
    text: `export function g() {\n${many(61, "  Math.random();")}\n}`,
  },
  {
    law: "3 parameters",
    rule: "max-params",
    file: "src/lib/h.ts",
    text: "export const h = (a: number, b: number, c: number, d: number) => a + b + c + d;",
  },
  {
    law: "kebab-case files",
    rule: "house/kebab-case-files",
    file: "src/lib/someHelper.ts",
    text: "export const i = 1;",
  },
  {
    law: "kebab-case folders",
    rule: "house/kebab-case-files",
    file: "src/lib/Some_Place/j.ts",
    text: "export const j = 1;",
  },
  { law: "named exports", rule: "no-restricted-syntax", file: "src/lib/k.ts", text: "const k = 1;\nexport default k;" },
  { law: "no export *", rule: "no-restricted-syntax", file: "src/app/l.ts", text: 'export * from "node:fs";' },
  { law: "no console in src", rule: "no-console", file: "src/lib/m.ts", text: 'console.log("m");' },
  {
    law: "process.env only in env.ts",
    rule: "no-restricted-properties",
    file: "src/lib/n.ts",
    text: "export const n = process.env.HOME;",
  },
  {
    law: "process.env, taken apart",
    rule: "no-restricted-properties",
    file: "src/lib/o.ts",
    text: "const { env } = process;\nexport const o = env.HOME;",
  },
  {
    law: "no module mocks",
    rule: "no-restricted-properties",
    file: "src/lib/p.test.ts",
    text: 'import { vi } from "vitest";\nvi.mock("node:fs");',
  },
  {
    law: "no unsafe raw SQL",
    rule: "no-restricted-properties",
    file: "src/server/q.ts",
    text: "export const q = (db: { $queryRawUnsafe: (sql: string) => unknown }) => db.$queryRawUnsafe('select 1');",
  },
  {
    law: "a disabled rule has a reason",
    rule: "house/explained-disables",
    file: "src/lib/r.ts",
    text: "// eslint-disable-next-line no-console\nconsole.log(1);",
  },
  {
    law: "a verb has a docstring",
    rule: "house/documented-verbs",
    file: "src/features/teams/server/list-teams.ts",
    text: "const query = (spec: unknown) => spec;\nexport const listTeams = query({});",
  },
];

const INNOCENT: Omit<Seed, "law" | "rule">[] = [
  { file: "src/env.ts", text: "export const home = process.env.HOME;\n" },
  { file: "src/app/(dashboard)/[org]/page.tsx", text: "export default function Page() {\n  return null;\n}\n" },
  { file: "cli/src/main.ts", text: 'console.log("hello", process.env.HOME);\n' },
  {
    file: "src/lib/t.ts",
    text: "// eslint-disable-next-line no-console -- the one place that talks before the log exists\nconsole.log(1);\n",
  },
];

let tree: string;
let messages: Map<string, Linter.LintMessage[]>;

beforeAll(async () => {
  tree = mkdtempSync(path.join(tmpdir(), "steward-lint-"));
  for (const file of ["eslint.config.mjs", "tsconfig.json", "scripts/lint"]) {
    cpSync(path.join(ROOT, file), path.join(tree, file), { recursive: true });
  }
  symlinkSync(path.join(ROOT, "node_modules"), path.join(tree, "node_modules"));
  for (const { file, text } of [...SEEDS, ...INNOCENT]) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }
  const results = await new ESLint({ cwd: tree }).lintFiles(["."]);
  messages = new Map(results.map((result) => [path.relative(tree, result.filePath), result.messages]));
}, 120_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(SEEDS)("$law: $rule is an error in $file", ({ file, rule }) => {
  const found = messages.get(file)?.filter((message) => message.ruleId === rule);

  expect(found?.map((message) => message.severity)).toContain(2);
});

test.each(INNOCENT)("$file is clean", ({ file }) => {
  expect(messages.get(file)).toEqual([]);
});

test("nothing is a mere warning", () => {
  const warnings = [...messages.values()].flat().filter((message) => message.severity === 1);

  expect(warnings).toEqual([]);
});

test("no file silences every rule at once, the one about silencing included", () => {
  const pattern = String.raw`eslint-disable(-next-line|-line)?[[:space:]]*(\*/|--|$)`;
  const args = ["grep", "-nE", pattern, "--", "*.ts", "*.tsx", "*.mjs", ":!tests/boundaries"];
  const { stdout } = spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });

  expect(stdout).toBe("");
});
