import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** Environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The person whose files are written when an administrator's `sudo` runs the command for them. */
export type Owner = { uid: number; gid: number };

/** The machine as the commands see it. Everything they read or write hangs on these paths; tests give their own. */
export type Machine = {
  platform: "linux" | "darwin" | "win32";
  env: Variables;
  home: string;
  hostname: string;
  os: string;
  /** Our own folder: tokens and what we wrote. */
  configDir: string;
  /** Claude Code's folder in the person's home. */
  claudeDir: string;
  /** Where only an administrator may write what Claude Code must obey. */
  managedDir: string;
  owner: Owner | null;
};

const MANAGED_DIRS = {
  linux: "/etc/claude-code",
  darwin: "/Library/Application Support/ClaudeCode",
  win32: String.raw`C:\Program Files\ClaudeCode`,
};

/** This machine, from its environment. Under `sudo` it is the machine of the person who called it. */
export function thisMachine(env: Variables): Machine {
  const platform = os.platform();
  const known = platform === "darwin" || platform === "win32" ? platform : "linux";
  const owner = ownerBehindSudo(env);
  const home = owner ? homeOf(owner, env) : os.homedir();
  return {
    platform: known,
    env,
    home,
    hostname: os.hostname(),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    configDir: configDir(known, home, owner ? {} : env),
    claudeDir: (owner ? undefined : env["CLAUDE_CONFIG_DIR"]) ?? path.join(home, ".claude"),
    managedDir: MANAGED_DIRS[known],
    owner,
  };
}

function configDir(platform: Machine["platform"], home: string, env: Variables): string {
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Steward");
  if (platform === "win32") return path.join(env["APPDATA"] ?? path.join(home, "AppData", "Roaming"), "Steward");
  return path.join(env["XDG_CONFIG_HOME"] ?? path.join(home, ".config"), "steward");
}

function ownerBehindSudo(env: Variables): Owner | null {
  const uid = Number(env["SUDO_UID"]);
  const isElevated = process.getuid?.() === 0 && Number.isInteger(uid) && uid !== 0;
  return isElevated ? { uid, gid: Number(env["SUDO_GID"] ?? uid) } : null;
}

/** `sudo` may keep or replace HOME, so the account's own entry decides. */
function homeOf(owner: Owner, env: Variables): string {
  const name = env["SUDO_USER"] ?? "";
  if (os.platform() === "darwin") return path.join("/Users", name);
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find((fields) => Number(fields[2]) === owner.uid);
  return entry?.[5] ?? path.join("/home", name);
}
