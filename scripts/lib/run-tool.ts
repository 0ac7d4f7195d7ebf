import { spawn } from "node:child_process";
import { pinnedNode, root, toolEnvironment } from "../bootstrap/machine.mjs";

export type Outcome = { code: number | null; output: string };
export type ToolOptions = { env?: Record<string, string | undefined>; timeoutMs?: number; command?: string };

const TIMEOUT_MS = 30 * 60_000;

/** Runs a tool on the pinned Node (or another command) and keeps what it says for whoever wants to show it. */
export function runTool(args: readonly string[], options: ToolOptions = {}): Promise<Outcome> {
  const env = toolEnvironment({ NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0", ...options.env });
  const child = spawn(options.command ?? pinnedNode, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? TIMEOUT_MS);
  // A build that outlives the command that asked for it would go on writing into the folder of the next one.
  const end = () => child.kill();
  process.once("exit", end);

  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve) => {
    const finish = (code: number | null, extra = "") => {
      clearTimeout(timer);
      process.off("exit", end);
      resolve({ code, output: `${Buffer.concat(said).toString("utf8").trim()}${extra}` });
    };
    child.once("error", (error) => finish(127, error.message));
    child.once("close", (code, signal) => finish(code, signal ? `\nended by ${signal}` : ""));
  });
}
