import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LlmEmulator, startLlmEmulator } from "../../../emulators/llm/server";
import { seedBuiltIns } from "../../../prisma/seed/built-ins";
import { ensureBuilt } from "../../../scripts/lib/builds";
import { type Cuttable, cuttableWay } from "./cuttable";

const START_MS = 30_000;

/** The gateway as a process of its own, as it is shipped, over this test file's database and a stand-in for the vendor. */
export class Steward {
  private child: ChildProcess | null = null;
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), "steward-gateway-"));

  readonly port: number;
  readonly emulator: LlmEmulator;
  readonly database: Cuttable;

  private constructor(
    parts: { port: number; emulator: LlmEmulator; database: Cuttable },
    private readonly variables: Record<string, string>,
  ) {
    this.port = parts.port;
    this.emulator = parts.emulator;
    this.database = parts.database;
  }

  static async start(variables: Record<string, string> = {}): Promise<Steward> {
    await ensureBuilt(["bundles"], (_label, work) => work());
    await seedBuiltIns();
    const database = await cuttableWay(Number(new URL(process.env.DATABASE_URL ?? "").port));
    const parts = { port: await freePort(), emulator: await startLlmEmulator(), database };
    const steward = new Steward(parts, variables);
    // The verbs that this file calls itself mean the same gateway as the process does.
    process.env.STEWARD_GATEWAY_URL = steward.url;
    await steward.up();
    return steward;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the gateway wrote to its log. */
  get log(): string {
    return readFileSync(this.logFile, "utf8");
  }

  async up(): Promise<void> {
    const child = spawn(process.execPath, ["--enable-source-maps", "dist/gateway.mjs"], {
      env: { NODE_ENV: "production", ...this.environment(), ...this.variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = createWriteStream(this.logFile, { flags: "a" });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.child = child;
    const deadline = Date.now() + START_MS;
    while (!(await this.answers())) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the gateway does not start:\n${this.log}`);
      await sleep(50);
    }
  }

  async down(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  }

  async stop(): Promise<void> {
    await this.down();
    await Promise.all([this.emulator.stop(), this.database.close()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get logFile(): string {
    return path.join(this.folder, "gateway.log");
  }

  private async answers(): Promise<boolean> {
    return fetch(`${this.url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  private environment(): Record<string, string> {
    const url = new URL(process.env.DATABASE_URL ?? "");
    url.port = String(this.database.port);
    return {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: url.toString(),
      STEWARD_EMBEDDED: "1",
      STEWARD_SECRET: process.env.STEWARD_SECRET ?? "",
      STEWARD_DATA_DIR: this.folder,
      STEWARD_GATEWAY_PORT: String(this.port),
      STEWARD_GATEWAY_URL: this.url,
      STEWARD_ANTHROPIC_UPSTREAM: this.emulator.url,
      STEWARD_ANTHROPIC_API_KEY: PLATFORM_KEY,
    };
  }
}

/** What the gateway shows the vendor; never what a person shows the gateway. */
export const PLATFORM_KEY = "sk-ant-the-platform-s-own-key";

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
