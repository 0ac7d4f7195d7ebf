import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export type Run = { code: number | null; stdout: string; stderr: string; durationMs: number };
export type RunOptions = {
  env?: Record<string, string>;
  cwd?: string;
  timeoutMs?: number;
  /** Called with all of stderr so far, whenever there is more of it. */
  onTalk?: (stderr: string) => void;
};

const RELAY = path.join(import.meta.dirname, "relay.mjs");
const NAMESPACES = ["--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child"];

/** How this machine lets a process be shut in: as root, through a user namespace, or not at all. */
function findIsolation(): readonly string[] | null {
  const ways = process.getuid?.() === 0 ? [NAMESPACES] : [["--user", "--map-root-user", ...NAMESPACES]];
  return (
    ways.find((flags) => {
      try {
        execFileSync("unshare", [...flags, "sh", "-c", "ip link set lo up && mount -t tmpfs none /mnt"], {
          stdio: "ignore",
        });
        return true;
      } catch {
        return false;
      }
    }) ?? null
  );
}

const isolation = findIsolation();

/** Whether programs can be run without a network and with an `/etc` of their own. */
export const isIsolated = isolation !== null;

/** What a sign-in in a sandbox gives: without an `/etc` of its own, only the person's files may be written. */
export const PROTECTION = isIsolated ? "enforced" : "user-level";

/**
 * A fresh home in which real client programs run: no network but the ports named, an `/etc` of its own laid over the
 * machine's, nothing of the machine's environment. What they write stays from one run to the next.
 */
export class Sandbox {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "steward-client-"));
  readonly home = path.join(this.folder, "home");
  readonly project = path.join(this.folder, "project");
  /** What the programs wrote to /etc. */
  readonly etc = path.join(this.folder, "etc");
  private readonly bridges = new Map<number, net.Server>();

  constructor(private readonly options: { isEtcWritable?: boolean } = {}) {
    if (!isIsolated && process.getuid?.() === 0) {
      const remedy =
        "run the tests as an ordinary user, or give the container the right (docker run --cap-add SYS_ADMIN)";
      throw new Error(`As root without namespaces the client tests would write this machine's own /etc: ${remedy}.`);
    }
    for (const folder of [this.home, this.project, this.etc, path.join(this.folder, "work")]) mkdirSync(folder);
  }

  /** Makes a port of this machine reachable inside, under the same number. */
  async expose(port: number): Promise<void> {
    if (this.bridges.has(port)) return;
    const server = net.createServer((inside) => {
      const outside = net.connect(port, "127.0.0.1");
      inside.pipe(outside).pipe(inside);
      inside.on("error", () => outside.destroy());
      outside.on("error", () => inside.destroy());
    });
    await new Promise<void>((resolve) => server.listen(this.socketOf(port), resolve));
    this.bridges.set(port, server);
  }

  /** Starts a program inside and hands out its process; with `stdin`, somebody can type. */
  start(program: string, args: readonly string[], options: RunOptions = {}): ChildProcessWithoutNullStreams {
    const command = isolation
      ? ["unshare", ...isolation, "sh", "-c", this.script(), "sh", program, ...args]
      : [program, ...args];
    const [file = "", ...rest] = command;
    return spawn(file, rest, {
      cwd: options.cwd ?? this.project,
      env: { NODE_ENV: "production", ...this.environment(), ...options.env },
      stdio: "pipe",
    });
  }

  /** Runs a program to its end, with nobody typing. */
  run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const startedAt = performance.now();
    const child = this.start(program, args, options);
    child.stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? 60_000);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      options.onTalk?.(stderr);
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        clearTimeout(timer);
        resolve({ code, stdout, stderr, durationMs: performance.now() - startedAt });
      });
    });
  }

  async remove(): Promise<void> {
    await Promise.all([...this.bridges.values()].map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private socketOf(port: number): string {
    return path.join(this.folder, `${port}.sock`);
  }

  /** The shell stays the first process of its namespace, so everything it started ends with it. */
  private script(): string {
    const mount = `mount -t overlay none -o lowerdir=/etc,upperdir=${this.etc},workdir=${this.folder}/work /etc`;
    const relays = [...this.bridges.keys()].map(
      (port) =>
        `mkfifo ${this.folder}/${port}.ready.$$ && { ${process.execPath} ${RELAY} ${port} ${this.socketOf(port)} > ${this.folder}/${port}.ready.$$ & } && read _ < ${this.folder}/${port}.ready.$$ && rm ${this.folder}/${port}.ready.$$`,
    );
    const seal = this.options.isEtcWritable === false ? ["mount -o remount,ro /etc"] : [];
    return ["set -e", "ip link set lo up", mount, ...seal, ...relays, "set +e", '"$@"'].join("\n");
  }

  private environment(): Record<string, string> {
    const PATH = [
      path.join(this.home, ".local/bin"),
      path.dirname(process.execPath),
      "/usr/local/bin",
      "/usr/bin",
      "/bin",
    ].join(path.delimiter);
    const quiet = isolation ? {} : { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1" };
    return { HOME: this.home, PATH, LANG: "C.UTF-8", TERM: "dumb", NO_COLOR: "1", DISABLE_AUTOUPDATER: "1", ...quiet };
  }
}
