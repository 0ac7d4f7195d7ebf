import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Sandbox } from "./sandbox";

/** The version that every guarantee is proved with; a newer one is a change of ours, with its tests. */
export const CLAUDE_VERSION = "2.1.330";
const PACKAGE = "@anthropic-ai/claude-code";
const CACHE = path.resolve(".cache/clients");
const run = promisify(execFile);

/**
 * The real client's program, from npm on first use (a third of a gigabyte, so no dependency of ours). The pinned Node goes
 * first on the PATH: on an older one npm silently takes an older client.
 */
export async function claudeProgram(): Promise<string> {
  const folder = path.join(CACHE, `claude-code-${CLAUDE_VERSION}`);
  const program = path.join(folder, `node_modules/${PACKAGE}-${process.platform}-${process.arch}/claude`);
  if (existsSync(program)) return program;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(path.join(CACHE, ".install-"));
  writeFileSync(path.join(draft, "package.json"), '{"private":true}\n');
  const npm = ["install", "--no-audit", "--no-fund", "--ignore-scripts", `${PACKAGE}@${CLAUDE_VERSION}`];
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ""}`;
  await run("npm", npm, { cwd: draft, env: { ...process.env, PATH }, timeout: 240_000 });
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return program;
}

/** What `claude -p` reports of one prompt: what a person would have read, and what the model was refused. */
export type Answer = {
  code: number | null;
  text: string;
  isError: boolean;
  status: number | null;
  denials: { tool: string; input: unknown }[];
  sessionId: string;
  stderr: string;
  /** The client's own log of this run. */
  debug: string;
  durationMs: number;
};

export type AskOptions = { args?: readonly string[]; env?: Record<string, string>; timeoutMs?: number };

/** Puts one prompt to the real client in a sandbox, as a script would: without a terminal. */
export async function askClaude(sandbox: Sandbox, prompt: string, options: AskOptions = {}): Promise<Answer> {
  const program = await claudeProgram();
  const debugFile = path.join(sandbox.folder, `debug-${readdirSync(sandbox.folder).length}.txt`);
  const args = ["-p", prompt, "--output-format", "json", "--debug-file", debugFile, ...(options.args ?? [])];
  const { code, stdout, stderr, durationMs } = await sandbox.run(program, args, {
    env: { CLAUDE_CODE_MAX_RETRIES: "1", ...options.env },
    timeoutMs: options.timeoutMs ?? 90_000,
  });
  const result = parseResult(stdout);
  return {
    code,
    text: result.result ?? stdout,
    isError: result.is_error ?? true,
    status: result.api_error_status ?? null,
    denials: (result.permission_denials ?? []).map(({ tool_name: tool, tool_input: input }) => ({ tool, input })),
    sessionId: result.session_id ?? "",
    stderr,
    debug: existsSync(debugFile) ? readFileSync(debugFile, "utf8") : "",
    durationMs,
  };
}

type Result = {
  result?: string;
  is_error?: boolean;
  api_error_status?: number | null;
  permission_denials?: { tool_name: string; tool_input: unknown }[];
  session_id?: string;
};

function parseResult(stdout: string): Result {
  try {
    return JSON.parse(stdout) as Result;
  } catch {
    return {};
  }
}

/** Escape sequences that move or colour; a screen redrawn in pieces keeps its letters, not always its spaces. */
const CONTROL = /\u001b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\u0007]*\u0007|[()][A-Z0-9]|[=>78])|\s/g;

export type Session = {
  /** The screen's letters so far, without spaces. */
  shown(): string;
  type(keys: string): void;
  end(): Promise<void>;
};

/** The client as a person starts it: in a terminal, where it can show and ask. */
export function openClaude(sandbox: Sandbox): Session {
  const child = sandbox.start("script", ["-qfc", "stty rows 40 cols 120; claude", "/dev/null"], {
    env: { TERM: "xterm-256color" },
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    shown: () => output.replace(CONTROL, ""),
    type: (keys) => void child.stdin.write(keys),
    end: () => {
      child.kill("SIGKILL");
      return gone;
    },
  };
}
