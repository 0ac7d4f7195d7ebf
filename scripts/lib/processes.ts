import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../bootstrap/machine.mjs";
import type { ChildSpec } from "./children";
import type { Installation, Variables } from "./installation";

const ASK_TIMEOUT_MS = 1_500;

async function answers(url: string, isGood: (status: number) => boolean): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS), redirect: "manual" });
    await response.body?.cancel();
    return isGood(response.status);
  } catch {
    return false;
  }
}

/** Where a listener of ours is asked from this machine: an address that means "everywhere" is asked on loopback. */
function askable(bind: string): string {
  if (bind === "0.0.0.0" || bind === "::") return "127.0.0.1";
  return bind.includes(":") ? `[${bind}]` : bind;
}

export type Mode = "production" | "development";

function webSpec({ env }: Installation, variables: Variables, mode: Mode): ChildSpec {
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const development = [next, "dev", "--port", String(env.port), "--hostname", env.stewardBind];
  return {
    name: "web",
    args: mode === "development" ? development : [path.join(root, "scripts/web.mjs")],
    env: { ...variables, NODE_ENV: mode, NEXTAUTH_URL: variables.STEWARD_URL, NEXT_TELEMETRY_DISABLED: "1" },
    isReady: () => answers(`http://${askable(env.stewardBind)}:${env.port}/api/health`, (status) => status < 600),
    isTalking: mode === "development",
  };
}

function gatewaySpec({ env }: Installation, variables: Variables, mode: Mode): ChildSpec {
  const address = `http://${askable(env.stewardBind)}:${env.stewardGatewayPort}/healthz`;
  return {
    name: "gateway",
    args: [path.join(root, "dist/gateway.mjs")],
    env: { ...variables, NODE_ENV: mode },
    isReady: () => answers(address, (status) => status === 200),
    isTalking: mode === "development",
  };
}

function workerSpec(_installation: Installation, variables: Variables, mode: Mode): ChildSpec {
  return {
    name: "worker",
    args: [path.join(root, "dist/worker.mjs")],
    env: { ...variables, NODE_ENV: mode },
    isTalking: mode === "development",
  };
}

/** The processes of this role, in the order in which they start. */
export function productProcesses(installation: Installation, variables: Variables, mode: Mode): ChildSpec[] {
  const all = { gateway: gatewaySpec, web: webSpec, worker: workerSpec };
  return Object.entries(all)
    .filter(([name]) => installation.env.stewardRole === "all" || installation.env.stewardRole === name)
    .map(([, spec]) => spec(installation, variables, mode));
}

/** A stand-in for a vendor, on a port that the operating system gave. */
export function emulatorProcess(name: string, port: number, variables: Variables): ChildSpec | null {
  const file = path.join(root, `.cache/emulators/${name}.mjs`);
  if (!existsSync(file)) return null;
  return {
    name: `${name}-emulator`,
    args: [file, "--port", String(port)],
    env: { ...variables, PORT: String(port) },
    isReady: () => answers(`http://127.0.0.1:${port}/`, () => true),
  };
}
