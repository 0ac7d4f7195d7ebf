import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate } from "../scripts/lib/migrate";
import { startPostgres } from "../scripts/lib/postgres";
import { type Child, freePort, startChild } from "./children";
import type { Target } from "./load";

const SECRET = "a-secret-for-the-bench-that-is-long-enough-0123456789";
const root = path.resolve(import.meta.dirname, "..");

export type Stage = {
  /** Steward's gateway as it ships, everything on. */
  steward: Target;
  gateway: Child;
  /** What the gateway needs, to start it once more. */
  gatewayEnv: Record<string, string>;
  token: string;
  upstreamPort: number;
  direct: Target;
  bare: Target;
  /** Starts the gateway again with the same database; for start times. */
  startGateway(): Promise<Child>;
  stop(): Promise<void>;
};

/**
 * A database on disk as `npm start` runs it (durable), a company with 50 people, teams, budgets for the organization and
 * for each person, a model list; the gateway from its bundle; a model that answers at once; and a bare proxy before it.
 */
export async function setStage(): Promise<Stage> {
  const postgres = await startPostgres({ folder: mkdtempSync(path.join(tmpdir(), "steward-bench-")) });
  // Before anything of ours reads the environment, which it does once.
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    STEWARD_SECRET: SECRET,
    STEWARD_EMBEDDED: "1",
    STEWARD_LOG_LEVEL: "warn",
  });
  await migrate({ databaseUrl: postgres.url, secret: SECRET, migrationsDir: path.join(root, "prisma/migrations") });
  const upstream = await startChild({ args: [path.join(root, "bench/upstream.mjs")] });
  const bareProxy = await startChild({ args: [path.join(root, "bench/bare-proxy.mjs"), String(upstream.port)] });
  const gatewayPort = await freePort();
  const gatewayEnv = {
    NODE_ENV: "production",
    DATABASE_URL: postgres.url,
    STEWARD_SECRET: SECRET,
    STEWARD_EMBEDDED: "1",
    STEWARD_LOG_LEVEL: "warn",
    STEWARD_GATEWAY_PORT: String(gatewayPort),
    STEWARD_ANTHROPIC_UPSTREAM: `http://127.0.0.1:${String(upstream.port)}`,
    STEWARD_DATA_DIR: mkdtempSync(path.join(tmpdir(), "steward-bench-data-")),
  };
  const { newCompany, closeAll } = await import("./company");
  const { token } = await newCompany();
  const startGateway = (): Promise<Child> =>
    startChild({
      args: [path.join(root, "dist/gateway.mjs")],
      env: gatewayEnv,
      port: gatewayPort,
      readyPath: "/healthz",
    });
  const gateway = await startGateway();
  const at = (port: number): string => `http://127.0.0.1:${String(port)}/v1/messages`;
  const plain = { "x-api-key": "sk-bench" };
  return {
    steward: { name: "Steward", url: at(gatewayPort), headers: { authorization: `Bearer ${token}` } },
    gateway,
    gatewayEnv,
    token,
    upstreamPort: upstream.port,
    direct: { name: "no proxy", url: at(upstream.port), headers: plain },
    bare: { name: "bare Node proxy", url: at(bareProxy.port), headers: plain },
    startGateway,
    stop: async () => {
      await gateway.stop();
      await Promise.all([bareProxy.stop(), upstream.stop(), closeAll()]);
      await postgres.stop();
    },
  };
}
