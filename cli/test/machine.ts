import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { Io } from "../src/io";
import type { Machine, Variables } from "../src/machine/machine";

export type TestMachine = Machine & { folder: string };

/** A machine in a folder of its own, gone after the test. No program is on its PATH. */
export function newMachine(env: Variables = {}): TestMachine {
  const folder = mkdtempSync(path.join(os.tmpdir(), "steward-machine-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = path.join(folder, "home");
  mkdirSync(home);
  return {
    ...{ folder, home, env, platform: "linux", hostname: "test-laptop", os: "Linux 6.18 x64", owner: null },
    configDir: path.join(home, ".config/steward"),
    claudeDir: path.join(home, ".claude"),
    managedDir: path.join(folder, "etc/claude-code"),
  };
}

/** Every file below a folder, with its mode and text. */
export function filesBelow(folder: string): { file: string; mode: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const mode = (statSync(file).mode & 0o777).toString(8);
      return { file: path.relative(folder, file), mode, text: readFileSync(file, "utf8") };
    })
    .sort((a, b) => a.file.localeCompare(b.file));
}

export type Heard = { io: Io; stdout: () => string; stderr: () => string };

/** A terminal-less console that remembers what was said. */
export function listen(isJson = true): Heard {
  let [out, err] = ["", ""];
  const stdout = { write: (text: string) => (out += text) };
  const stderr = { write: (text: string) => (err += text) };
  return { io: new Io({ stdout, stderr, env: {}, isJson }), stdout: () => out, stderr: () => err };
}
