import { execFileSync } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as esbuild from "esbuild";
import { startPostgres } from "../scripts/lib/postgres";

const root = path.resolve(import.meta.dirname, "..");

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function megabytes(folder: string): number {
  return Number(execFileSync("du", ["-sm", folder], { encoding: "utf8" }).split("\t")[0]);
}

/** What it takes on a machine: the folder of packages, our own code, building it, and the database's first and second start. */
export async function measureInstall() {
  const entryPoints = { gateway: "src/gateway/main.ts", worker: "src/worker/main.ts" };
  const buildMs = await timed(() =>
    esbuild.build({
      absWorkingDir: root,
      entryPoints,
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      write: false,
      outdir: "dist",
      alias: { "@": path.join(root, "src") },
    }),
  );
  const folder = mkdtempSync(path.join(tmpdir(), "steward-bench-pg-"));
  const start = async (): Promise<void> => {
    const postgres = await startPostgres({ folder });
    await postgres.stop();
  };
  const firstMs = await timed(start);
  const secondMs = await timed(start);
  return {
    packagesMb: megabytes(path.join(root, "node_modules")),
    gatewayKb: Math.round(statSync(path.join(root, "dist/gateway.mjs")).size / 1024),
    buildMs,
    databaseFirstMs: firstMs,
    databaseSecondMs: secondMs,
  };
}
