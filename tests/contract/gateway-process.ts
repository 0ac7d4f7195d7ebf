import { type ChildProcess, fork } from "node:child_process";
import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type GatewayProcess = { port: number; url: string; kill(): Promise<void>; stop(): Promise<void> };

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The gateway as a process of its own, from its source, on the test's database. */
export async function startGatewayProcess(options: {
  port: number;
  upstream: string;
  env?: Record<string, string>;
}): Promise<GatewayProcess> {
  const child = fork("src/gateway/main.ts", [], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      STEWARD_GATEWAY_PORT: String(options.port),
      STEWARD_ANTHROPIC_UPSTREAM: options.upstream,
      STEWARD_LOG_LEVEL: "silent",
      ...options.env,
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => {
      resolve();
    });
    child.once("exit", (code) => {
      reject(new Error(`the gateway ended with ${String(code)}`));
    });
  });
  return {
    port: options.port,
    url: `http://127.0.0.1:${String(options.port)}`,
    kill: () => end(child, "SIGKILL"),
    stop: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await Promise.race([gone, sleep(15_000)]);
}

export type CuttableDatabase = { port: number; cut(): void; mend(): void; stop(): Promise<void> };

/** A way to Postgres that can be cut: connections break, and new ones are refused until it is mended. */
export async function cuttable(target: { host: string; port: number }): Promise<CuttableDatabase> {
  const open = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((inbound) => {
    if (isCut) {
      inbound.destroy();
      return;
    }
    const outbound = connect(target.port, target.host);
    for (const socket of [inbound, outbound]) {
      open.add(socket);
      socket.once("error", () => undefined);
      socket.once("close", () => {
        open.delete(socket);
        inbound.destroy();
        outbound.destroy();
      });
    }
    inbound.pipe(outbound).pipe(inbound);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
