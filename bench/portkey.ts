import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Child, freePort, startChild } from "./children";
import type { Target } from "./load";

const VERSION = "1.15.2";
/** With what npm resolves for it today it answers every stream with 500 ("immutable" headers); with these it works. */
const OVERRIDES = { hono: "4.9.7", "@hono/node-server": "1.3.3" };
const folder = path.resolve(import.meta.dirname, "../.cache/bench/portkey");

/** Installs the rival on demand, outside of our own dependencies, and starts it before the same model. */
export async function startPortkey(upstreamPort: number): Promise<{ child: Child; target: Target; version: string }> {
  const entry = path.join(folder, "node_modules/@portkey-ai/gateway/build/start-server.js");
  if (!existsSync(entry)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, overrides: OVERRIDES }));
    const packages = [`@portkey-ai/gateway@${VERSION}`];
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...packages], {
      cwd: folder,
      stdio: "inherit",
    });
  }
  const port = await freePort();
  const child = await startChild({
    args: [entry, `--port=${String(port)}`, "--headless"],
    port,
    env: { NODE_ENV: "production", TRUSTED_CUSTOM_HOSTS: "127.0.0.1,localhost" },
  });
  const headers = {
    "x-api-key": "sk-bench",
    "x-portkey-provider": "anthropic",
    "x-portkey-custom-host": `http://127.0.0.1:${String(upstreamPort)}/v1`,
  };
  const target = { name: "Portkey gateway", url: `http://127.0.0.1:${String(port)}/v1/messages`, headers };
  return { child, target, version: VERSION };
}
