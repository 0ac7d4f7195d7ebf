import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, pinnedNode, root } from "../bootstrap/machine.mjs";
import type { ProcessState } from "./control";

export type ChildSpec = {
  name: string;
  /** The arguments of the pinned Node: a file and what it is told. */
  args: readonly string[];
  env: Record<string, string | undefined>;
  /** Whether the process does its work; asked until it says yes. Without it the process says so itself. */
  isReady?: () => Promise<boolean>;
  /** Development shows what a process says; else it goes to its log file only. */
  isTalking?: boolean;
};

/** What a process may tell its supervisor: that it is ready (and with what), or why trying again is of no use. */
export type ChildMessage = "ready" | { ready: string } | { failure: { message: string; remedy: string } };

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const STEADY_AFTER_MS = 30_000;
const DEATHS_BEFORE_READY = 3;
const STOP_MS = 10_000;
const LEASH = path.join(root, "scripts/bootstrap/leash.mjs");

/**
 * One process that shall run as long as Steward does. When it dies it is started again, sooner or later by how often it
 * died; before it was ever ready, three deaths are a failure that its own last words explain.
 *
 * It has a process group of its own, so that Ctrl-C reaches the supervisor alone and the order of stopping is ours.
 */
export class Child {
  readonly logFile: string;
  private process: ChildProcess | null = null;
  private state: ProcessState["state"] = "starting";
  private hasBeenReady = false;
  private deaths = 0;
  private startedAt = 0;
  private announced: string | null = null;
  private refusal: Failure | null = null;
  private isStopping = false;
  private wake = new AbortController();

  constructor(
    private readonly spec: ChildSpec,
    logFolder: string,
  ) {
    mkdirSync(logFolder, { recursive: true });
    this.logFile = path.join(logFolder, `${spec.name}.log`);
    if (existsSync(this.logFile)) renameSync(this.logFile, `${this.logFile}.1`);
  }

  get name(): string {
    return this.spec.name;
  }

  describe(): ProcessState {
    return { name: this.spec.name, pid: this.process?.pid ?? null, state: this.state };
  }

  /** Starts the process and resolves, with what it announced, when it is ready; from then on it is kept running. */
  async start(): Promise<string> {
    this.spawn();
    while (!this.isStopping) {
      if (this.refusal) throw this.refusal;
      if (this.deaths >= DEATHS_BEFORE_READY) throw this.failure();
      if (this.process && (await this.isReady())) break;
      await sleep(40);
    }
    this.hasBeenReady = true;
    if (!this.isStopping) this.state = "ready";
    return this.announced ?? "";
  }

  private isReady(): Promise<boolean> {
    return this.spec.isReady?.() ?? Promise.resolve(this.announced !== null);
  }

  /** Ends the process and starts it anew at once, for code that changed under it. */
  restart(): void {
    this.deaths = 0;
    if (this.process) this.process.kill("SIGTERM");
    else this.wake.abort();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.state = "stopped";
    this.wake.abort();
    const child = this.process;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGTERM");
    const patience = new AbortController();
    const force = sleep(STOP_MS, undefined, { signal: patience.signal })
      .then(() => child.kill("SIGKILL"))
      .catch(() => undefined);
    await gone;
    patience.abort();
    await force;
  }

  kill(): void {
    this.isStopping = true;
    this.process?.kill("SIGKILL");
  }

  lastWords(lines = 20): string {
    const text = existsSync(this.logFile) ? readFileSync(this.logFile, "utf8").trimEnd() : "";
    return text.split("\n").slice(-lines).join("\n");
  }

  private spawn(): void {
    this.startedAt = Date.now();
    const child = spawn(pinnedNode, ["--import", LEASH, ...this.spec.args], {
      cwd: root,
      // Next.js declares NODE_ENV as always present; which variables a process gets is the specification's business.
      env: { ...this.spec.env, STEWARD_SUPERVISOR: String(process.pid) } as unknown as NodeJS.ProcessEnv,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.process = child;
    this.announced = null;
    child.on("message", (message: ChildMessage) => {
      if (message === "ready") this.announced = "";
      else if ("ready" in message) this.announced = message.ready;
      else this.refusal = new Failure(message.failure.message, message.failure.remedy);
    });
    const log = createWriteStream(this.logFile, { flags: "a" });
    for (const output of [child.stdout, child.stderr]) {
      output?.pipe(log, { end: false });
      if (this.spec.isTalking) output?.pipe(process.stdout, { end: false });
    }
    child.once("error", (error) => log.write(`${error.message}\n`));
    child.once("close", (code, signal) => {
      log.end();
      this.process = null;
      if (!this.isStopping) void this.revive(signal ?? `code ${String(code)}`);
    });
  }

  private async revive(how: string): Promise<void> {
    const wasSteady = Date.now() - this.startedAt > STEADY_AFTER_MS;
    this.deaths = wasSteady ? 1 : this.deaths + 1;
    if (!this.hasBeenReady && (this.refusal || this.deaths >= DEATHS_BEFORE_READY)) return;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (this.deaths - 1), LONGEST_WAIT_MS);
    this.state = "waiting";
    if (this.hasBeenReady) {
      console.log(`! ${this.name} ended (${how}); starting it again in ${(waitMs / 1000).toFixed(1)} s`);
      console.log(`  its log: ${this.logFile}`);
    }
    this.wake = new AbortController();
    await sleep(waitMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (this.isStopping) return;
    this.spawn();
    if (this.hasBeenReady) void this.announceReturn();
  }

  private async announceReturn(): Promise<void> {
    const child = this.process;
    while (child && child === this.process && !this.isStopping) {
      if (await this.isReady()) {
        this.state = "ready";
        console.log(`✓ ${this.name} is back`);
        return;
      }
      await sleep(100);
    }
  }

  private failure(): Failure {
    return new Failure(
      `${this.name} does not start. Its last words:\n\n${this.lastWords()}\n`,
      `Repair what it says (its whole log: ${this.logFile}) and run the same command again.`,
    );
  }
}
