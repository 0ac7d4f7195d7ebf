import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "node:http";

export type Child = { process: ChildProcess; port: number; startMs: number; stop(): Promise<void> };

type Spec = {
  args: readonly string[];
  env?: Record<string, string>;
  /** Where it listens, when it does not say so itself. */
  port?: number;
  readyPath?: string;
};

/** Starts a Node process and waits until it answers. Stopped by its own process id, and by nothing broader. */
export async function startChild({ args, env = {}, port, readyPath = "/" }: Spec): Promise<Child> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { ...process.env, ...env },
  });
  const told = new Promise<number>((resolve, reject) => {
    child.on("message", (message: { port?: number }) => {
      if (message.port !== undefined) resolve(message.port);
    });
    child.once("exit", (code) => {
      reject(new Error(`${args.join(" ")} ended with ${String(code)}`));
    });
  });
  told.catch(() => undefined);
  const bound = port ?? (await told);
  while (!(await answers(bound, readyPath))) {
    if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended with ${String(child.exitCode)}`);
    await sleep(10);
  }
  return {
    process: child,
    port: bound,
    startMs: performance.now() - began,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await Promise.race([gone, sleep(12_000)]);
      child.kill("SIGKILL");
    },
  };
}

function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ask = request({ port, path, host: "127.0.0.1", method: "GET", timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(true);
    });
    ask.once("error", () => {
      resolve(false);
    });
    ask.end();
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
