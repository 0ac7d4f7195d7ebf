import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeBoundaries } from "../../scripts/lib/test-parts";

type Report = {
  summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] };
};
type Seeds = Record<string, string>;

const ROOT = path.resolve(import.meta.dirname, "../..");
const CONFIG = ".dependency-cruiser.cjs";
const { forbidden } = createRequire(import.meta.url)(path.join(ROOT, CONFIG)) as { forbidden: { name: string }[] };
const RULES = forbidden.map((rule) => rule.name);

const value = (target: string) => `import { thing } from "${target}";\nexport const other = thing;\n`;
const type = (target: string) => `import type { Thing } from "${target}";\nexport type Other = Thing;\n`;
const THING = "export const thing = 1;\nexport type Thing = number;\n";

/** What must be allowed: if one of these is reported, a rule says more than it means. */
const INNOCENT: Seeds = {
  "src/lib/money.ts": THING,
  "src/env.ts": THING,
  "src/contracts/sync.ts": value("@/lib/money"),
  "src/server/db.ts": value("@/env"),
  "src/server/system-db.ts": value("@/env"),
  "src/server/secret.ts": THING,
  "src/engine/index.ts": `export { thing } from "./port";\n`,
  "src/engine/port.ts": THING,
  "src/components/button.tsx": THING,
  "src/features/roles/server/internal/grants.ts": THING,
  "src/features/roles/server/index.ts": `export { thing } from "./internal/grants";\nexport type { Thing } from "./internal/grants";\n`,
  "src/features/roles/index.ts": THING,
  "src/features/teams/server/list-teams.ts": value("@/features/roles/server"),
  "src/features/teams/server/archive-team.ts": value("@/server/db"),
  "src/features/teams/components/team-list.tsx": type("@/features/roles/server"),
  "src/features/teams/server/index.ts": `export { other } from "./list-teams";\n`,
  "src/gateway/main.ts": `import { other } from "@/features/teams/server";\nexport const app = other;\n`,
  "src/test/factories.ts": THING,
  "src/features/teams/server/list-teams.test.ts": value("@/test/factories"),
  "src/lib/trpc.ts": type("@/server/secret"),
  "prisma/seed/demo.ts": THING,
  "emulators/llm/main.ts": THING,
  "cli/src/main.ts": value("../../src/contracts/money-free"),
  "src/contracts/money-free.ts": THING,
  "scripts/admin.ts": THING,
  "e2e/fixtures.ts": THING,
};

const LAYERS: Seeds = {
  "layer-lib": "src/lib/bad.ts > @/server/secret",
  "layer-contracts": "src/contracts/bad.ts > @/server/secret",
  "layer-components": "src/components/bad-layer.tsx > @/contracts/money-free",
  "layer-server": "src/server/bad.ts > @/features/roles/server",
  "layer-engine": "src/engine/bad.ts > @/features/roles/server",
  "layer-features": "src/features/teams/server/bad-layer.ts > @/gateway/main",
  "layer-gateway": "src/gateway/bad-layer.ts > @/components/button",
  "layer-worker": "src/worker/bad-layer.ts > @/components/button",
  "layer-app": "src/app/bad-layer.ts > @/engine",
};

const SINGLES: Seeds = {
  "feature-is-listed": "src/features/gadgets/server/list-gadgets.ts > @/lib/money",
  "feature-doors": "src/features/teams/server/bad-door.ts > @/features/roles/server/internal/grants",
  "edges-use-doors": "src/gateway/bad-door.ts > @/features/roles/server/internal/grants",
  "no-server-in-client": "src/features/teams/components/bad-value.tsx > @/features/roles/server",
  "db-in-services-only": "src/gateway/bad-db.ts > @/server/db",
  "system-db-is-rare": "src/features/teams/server/bad-system.ts > @/server/system-db",
  "trpc-client-is-types-only": "src/lib/trpc.tsx > @/server/secret",
  "router-has-no-db": "src/features/teams/server/router.ts > @/server/db",
  "cli-ships-alone": "cli/src/bad.ts > ../../src/server/secret",
  "emulators-know-no-product": "emulators/llm/bad.ts > ../../src/server/secret",
  "emails-are-pure": "emails/bad.tsx > ../src/server/secret",
  "product-knows-no-fakes": "src/server/bad-fake.ts > ../../emulators/llm/main",
  "product-knows-no-scripts": "src/server/bad-script.ts > ../../scripts/admin",
  "start-needs-nothing": "scripts/start.mjs > ../src/lib/money",
};

const CYCLE: Seeds = {
  "src/server/chicken.ts": `import { egg } from "./egg";\nexport const chicken = () => egg;\n`,
  "src/server/egg.ts": `import { chicken } from "./chicken";\nexport const egg = () => chicken;\n`,
};

/** Rules that come from a table get their seed from their name. */
function seedOf(rule: string): string | undefined {
  const feature = /^feature-order-(.+)$/.exec(rule)?.[1];
  if (feature) return `src/features/${feature}/server/bad-order.ts > @/features/search/server`;
  const sdk = /^sdk-home-(.+)$/.exec(rule)?.[1];
  if (sdk) return `emails/bad-${sdk}.ts > ${SDK_PACKAGES[sdk] ?? sdk}`;
  return LAYERS[rule] ?? SINGLES[rule];
}

const SDK_PACKAGES: Seeds = {
  "dbos-inc-dbos-sdk": "@dbos-inc/dbos-sdk",
  "hono-node-server": "@hono/node-server",
  "node-rs-argon2": "@node-rs/argon2",
  "prisma-adapter-pg": "@prisma/adapter-pg",
  "prisma-schema-engine-wasm": "@prisma/schema-engine-wasm",
};

let tree: string;
let report: Report;

function plant(files: Seeds): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }
}

async function cruise(cwd: string, places: string[]): Promise<Report> {
  const cli = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [cli, ...places, "--config", CONFIG, "--output-type", "json"];
  const options = { cwd, maxBuffer: 256 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error: unknown) => {
    // Violations are an exit code of their own; the report is printed all the same.
    return error as { stdout: string };
  });
  return JSON.parse(stdout) as Report;
}

beforeAll(async () => {
  tree = mkdtempSync(path.join(tmpdir(), "steward-boundaries-"));
  for (const file of [CONFIG, "tsconfig.json"]) cpSync(path.join(ROOT, file), path.join(tree, file));
  plant(INNOCENT);
  plant({ "src/features/search/server/index.ts": THING, ...CYCLE });
  for (const rule of RULES) {
    const [file, target] = seedOf(rule)?.split(" > ") ?? [];
    if (file && target) plant({ [file]: value(target) });
  }
  report = await cruise(tree, ["src", "cli", "emulators", "emails", "scripts", "prisma", "e2e"]);
}, 120_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test("every rule has a seeded violation", () => {
  const unseeded = RULES.filter((rule) => rule !== "no-cycles" && !seedOf(rule));

  expect(unseeded).toEqual([]);
});

test.each(RULES)("%s fires on its seeded violation", (rule) => {
  const file = rule === "no-cycles" ? "src/server/chicken.ts" : seedOf(rule)?.split(" > ")[0];

  const hits = report.summary.violations.filter((violation) => violation.rule.name === rule);

  expect(hits.map((hit) => hit.from)).toContain(file);
});

test("what the architecture allows is not reported", () => {
  const blamed = new Set(report.summary.violations.map((violation) => violation.from));

  expect(Object.keys(INNOCENT).filter((file) => blamed.has(file))).toEqual([]);
});

test("a check that read no module is a failure, whatever it says of itself", () => {
  const empty = { code: 0, output: "✔ no dependency violations found (0 modules, 0 dependencies cruised)" };
  const whole = { code: 0, output: "✔ no dependency violations found (640 modules, 2100 dependencies cruised)" };

  expect(judgeBoundaries(empty)).toMatchObject({ passed: 0, failed: 1 });
  expect(judgeBoundaries(whole)).toMatchObject({ passed: 1, failed: 0 });
  expect(report.summary.totalCruised).toBeGreaterThan(RULES.length);
});
