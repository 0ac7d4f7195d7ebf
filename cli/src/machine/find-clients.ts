import { execFile } from "node:child_process";
import { accessSync, constants, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { ClientKey } from "@/contracts/sync";
import type { Machine } from "./machine";

export type FoundClient = { name: ClientKey; version?: string; path: string };

/** The programs by which each agent is started, and the package that says its version where it came from npm. */
const PROGRAMS: readonly { name: ClientKey; program: string; packageName: string | null }[] = [
  { name: "claude-code", program: "claude", packageName: "@anthropic-ai/claude-code" },
  { name: "codex", program: "codex", packageName: "@openai/codex" },
  { name: "gemini-cli", program: "gemini", packageName: "@google/gemini-cli" },
  { name: "opencode", program: "opencode", packageName: "opencode-ai" },
  { name: "cursor", program: "cursor", packageName: null },
  { name: "windsurf", program: "windsurf", packageName: null },
  { name: "vscode", program: "code", packageName: null },
];
const VERSION_TIMEOUT_MS = 5_000;
const run = promisify(execFile);

/**
 * The agents that this machine's PATH leads to, with their versions where they tell them. Editors are not asked: asking
 * one opens it on some systems. Nothing is run on behalf of another person, whose programs root must not start.
 */
export async function findClients(machine: Machine): Promise<FoundClient[]> {
  const found = PROGRAMS.flatMap((known) => {
    const file = findProgram(machine, known.program);
    return file === null ? [] : [{ ...known, file }];
  });
  return Promise.all(
    found.map(async ({ name, packageName, file }) => {
      const mayAsk = packageName !== null && machine.owner === null;
      const version = packagedVersion(file, packageName) ?? (mayAsk ? await askVersion(machine, file) : null);
      return { name, path: file, ...(version !== null && { version }) };
    }),
  );
}

function findProgram({ env, platform }: Machine, program: string): string | null {
  const endings = platform === "win32" ? [".exe", ".cmd"] : [""];
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    for (const ending of endings) {
      const file = path.join(folder, program + ending);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return null;
}

/** A program from npm stands below its own package.json, found through the link in `bin`. */
function packagedVersion(file: string, packageName: string | null): string | null {
  if (packageName === null) return null;
  let folder = path.dirname(realpathSync(file));
  for (let depth = 0; depth < 4; depth += 1, folder = path.dirname(folder)) {
    try {
      const text = readFileSync(path.join(folder, "package.json"), "utf8");
      const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
      if (typeof name === "string" && name.startsWith(packageName) && typeof version === "string") return version;
    } catch {
      // No package here, or one that is not readable: look further up.
    }
  }
  return null;
}

async function askVersion(machine: Machine, file: string): Promise<string | null> {
  try {
    const { stdout } = await run(file, ["--version"], {
      timeout: VERSION_TIMEOUT_MS,
      env: { ...machine.env, NODE_ENV: "production" },
      maxBuffer: 64_000,
    });
    return /\d+\.\d+\.\d+[\w.-]*/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}

/** Whether version `left` is older than `right`, by its three numbers. */
export function isOlder(left: string, right: string): boolean {
  const numbers = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);
  const [a, b] = [numbers(left), numbers(right)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
