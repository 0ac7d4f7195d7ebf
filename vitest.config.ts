import path from "node:path";
import { defineConfig } from "vitest/config";

const NOWHERE = ["**/node_modules/**", "**/dist/**", "**/.next/**", "**/.cache/**", "e2e/**"];
const DATABASE = "**/*.db.test.ts";
const CLIENTS = "tests/clients/**/*.client.test.ts";
const PROCESSES = "**/*.process.test.ts";

/**
 * The suffix of a file says what it needs, and so which project runs it: `x.test.ts` nothing, `x.db.test.ts` Postgres,
 * `x.client.test.ts` a real agent's program, `x.process.test.ts` Steward's own processes, built.
 */
export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "src") } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...NOWHERE, DATABASE, CLIENTS, PROCESSES],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [DATABASE],
          exclude: NOWHERE,
          globalSetup: ["src/test/database-setup.ts"],
          setupFiles: ["src/test/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "processes",
          include: [PROCESSES],
          exclude: NOWHERE,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: "clients",
          include: [CLIENTS],
          exclude: NOWHERE,
          globalSetup: ["src/test/database-setup.ts"],
          setupFiles: ["src/test/database.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
