/**
 * Writes the Prisma client to src/generated/prisma, without a network.
 *
 * `prisma generate` insists on a schema engine that it never runs and would download it; naming any existing file
 * instead is enough.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");

const { status, error } = spawnSync(process.execPath, [cli, "generate", "--schema", "prisma/schema", "--no-hints"], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  },
});
if (error) throw error;
process.exitCode = status ?? 1;
