import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import { Failure, root } from "../bootstrap/machine.mjs";
import { runTool } from "./run-tool";
import { digestOf, isCurrent, remember } from "./stamp";

type Build = { label: string; reads: readonly string[]; makes: string; run: () => Promise<void> };

const LOCKS = ["package-lock.json", "package.json", "tsconfig.json", "scripts/lib/builds.ts"];
const PRODUCT = ["src", "emails", "prisma/schema"];

/**
 * Our own code is bundled, packages stay where npm put them: a bundle is made in a tenth of a second and easy to read.
 * What is imported on demand stays a file of its own, else every process would load the mail templates at its start.
 */
const SERVER_BUNDLE = {
  absWorkingDir: root,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node24",
  format: "esm",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  outExtension: { ".js": ".mjs" },
  logLevel: "silent",
} satisfies esbuild.BuildOptions;

/** The employee's machine has nothing of ours installed, and an older Node: one file that carries everything. */
const CLI_BUNDLE = {
  absWorkingDir: root,
  entryPoints: { steward: "cli/src/main.ts" },
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire as stewardRequire } from "node:module";const require = stewardRequire(import.meta.url);',
  },
  legalComments: "none",
  logLevel: "silent",
} satisfies esbuild.BuildOptions;

function cliBundle(): esbuild.BuildOptions {
  const { version } = JSON.parse(readFileSync(path.join(root, "cli/package.json"), "utf8")) as { version: string };
  return { ...CLI_BUNDLE, define: { STEWARD_CLI_VERSION: JSON.stringify(version) } };
}

function present(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))));
}

function serverBundle(): esbuild.BuildOptions {
  const entryPoints = present({ gateway: "src/gateway/main.ts", worker: "src/worker/main.ts" });
  return { ...SERVER_BUNDLE, entryPoints, outdir: "dist" };
}

/** Stand-ins live beside the caches, never in `dist`: what is shipped does not contain them. */
function emulatorBundle(): esbuild.BuildOptions {
  const folders = readdirSync(path.join(root, "emulators"));
  const entryPoints = present(Object.fromEntries(folders.map((name) => [name, `emulators/${name}/main.ts`])));
  return { ...SERVER_BUNDLE, entryPoints, outdir: ".cache/emulators" };
}

async function bundle(options: esbuild.BuildOptions): Promise<void> {
  try {
    await esbuild.build(options);
  } catch (error) {
    const { errors = [] } = error as Partial<esbuild.BuildFailure>;
    const text = await esbuild.formatMessages([...errors], { kind: "error" });
    throw new Failure(`The build failed:\n${text.join("") || String(error)}`, "Repair the place named above.");
  }
}

async function build(what: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runTool(args, { env: { NODE_ENV: "production" } });
  if (code === 0) return;
  const remedy = output.includes("ENOSPC")
    ? "The disk is full: free about 1 GB and run the same command again."
    : "Repair the place named above and run the same command again.";
  throw new Failure(`${what} failed:\n${output}`, remedy);
}

const GENERATE: Build = {
  label: "Generating the database client",
  reads: ["prisma/schema", "prisma.config.ts", "package-lock.json"],
  makes: "src/generated/prisma",
  run: () => build("Generating the database client", ["scripts/generate.mjs"]),
};

const BUNDLES: Build = {
  label: "Building gateway, worker and command line",
  reads: [...LOCKS, ...PRODUCT, "cli/src", "cli/package.json"],
  makes: "dist/gateway.mjs",
  run: async () => {
    rmSync(path.join(root, "dist"), { recursive: true, force: true });
    mkdirSync(path.join(root, "dist"), { recursive: true });
    await Promise.all([bundle(serverBundle()), bundle(cliBundle())]);
  },
};

const EMULATORS: Build = {
  label: "Building the stand-ins",
  reads: [...LOCKS, "emulators", "src/lib", "src/contracts"],
  makes: ".cache/emulators",
  run: () => bundle(emulatorBundle()),
};

const WEB: Build = {
  label: "Building the pages",
  reads: [...LOCKS, ...PRODUCT, "public", "next.config.mjs", "postcss.config.mjs"],
  makes: ".next/BUILD_ID",
  run: async () => {
    rmSync(path.join(root, ".next/BUILD_ID"), { force: true });
    await build("Building the pages", ["node_modules/next/dist/bin/next", "build"]);
  },
};

export type BuildName = "generate" | "bundles" | "emulators" | "web";
const BUILDS: Record<BuildName, Build> = { generate: GENERATE, bundles: BUNDLES, emulators: EMULATORS, web: WEB };

/** Makes what is absent or was made from other sources; what is current costs only the reading of its sources. */
export async function ensureBuilt(
  names: readonly BuildName[],
  step: <T>(label: string, work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  for (const name of names) {
    const { label, reads, makes, run } = BUILDS[name];
    const digest = digestOf(reads);
    if (isCurrent(name, digest, makes)) continue;
    await step(label, run);
    remember(name, digest);
  }
}

/** Development: bundles again when a source changes, and tells which processes have new code. */
export async function watchBundles(onChange: (name: string) => void): Promise<() => Promise<void>> {
  let isFirst = true;
  const restart: esbuild.Plugin = {
    name: "restart",
    setup: (build) =>
      build.onEnd(({ errors }) => {
        if (!isFirst && errors.length === 0) for (const name of ["gateway", "worker"]) onChange(name);
        isFirst = false;
      }),
  };
  const context = await esbuild.context({ ...serverBundle(), plugins: [restart], logLevel: "warning" });
  await context.watch();
  return () => context.dispose();
}
