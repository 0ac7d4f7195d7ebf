import { accessSync, constants, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { SyncClientV1 } from "@/contracts/sync";
import {
  type ClaudeSignIn,
  joinManaged,
  mergeKeys,
  onlyUserSettings,
  withClaudeSignIn,
  withoutClaudeSignIn,
  withoutKeys,
} from "@/lib/client-files";
import type { JsonObject } from "@/lib/json";
import { CliError } from "../errors";
import { isForbidden, isMissing, readJsonObject } from "../files";
import type { Machine } from "../machine/machine";
import { applyChange, type Change, planJson } from "./changes";

/** `enforced`: only an administrator can undo it. `user-level`: the person can. `observed`: nothing holds the agent. */
export type Protection = "enforced" | "user-level" | "observed";

export function credentialsFile(machine: Machine): string {
  return path.join(machine.claudeDir, ".credentials.json");
}

export function userSettingsFile(machine: Machine): string {
  return path.join(machine.claudeDir, "settings.json");
}

/** Our one file in the administrator's folder. A name from outside must not lead anywhere else. */
export function managedFile(machine: Machine, name: string): string {
  if (/^[0-9]{2}-steward\.json$/.test(name)) return path.join(machine.managedDir, "managed-settings.d", name);
  throw new CliError(`The gateway names a managed file that is not ours: ${name}`, { code: "BAD_ANSWER" });
}

export type ManagedDocument = { file: string; isOurs: boolean; settings: JsonObject };

/** Every managed file on this machine in the order in which the client joins them. Throws BROKEN_FILE. */
export function managedDocuments(machine: Machine): ManagedDocument[] {
  const folder = path.join(machine.managedDir, "managed-settings.d");
  const names = listNames(folder).filter((name) => name.endsWith(".json") && !name.startsWith("."));
  const files = [
    path.join(machine.managedDir, "managed-settings.json"),
    ...names.map((name) => path.join(folder, name)),
  ];
  return files.flatMap((file) => {
    const settings = readJsonObject(file);
    return settings === null ? [] : [{ file, isOurs: /-steward\.json$/.test(file), settings }];
  });
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** What others than Steward manage here, joined: remote settings will shadow it. */
export function foreignSettings(machine: Machine): JsonObject {
  return joinManaged(managedDocuments(machine).flatMap(({ isOurs, settings }) => (isOurs ? [] : [settings])));
}

export function planManaged(machine: Machine, client: SyncClientV1): Change {
  const file = managedFile(machine, client.managedFile.name);
  return planJson(file, { mode: 0o644, links: "refuse" }, () => client.managedFile.content);
}

/** The person's own settings with the two keys that send the client to its gateway, or without them. */
export function planUserSettings(machine: Machine, client: SyncClientV1, isWanted: boolean): Change {
  const ours = onlyUserSettings(client.userSettings);
  const options = { mode: 0o600, owner: machine.owner, links: "follow" } as const;
  return planJson(userSettingsFile(machine), options, (present) => {
    if (isWanted) return mergeKeys(present ?? {}, ours);
    return present === null ? null : withoutKeys(present, ours);
  });
}

const SECRET = { mode: 0o600, isSecret: true, links: "refuse" } as const;

export function planSignIn(machine: Machine, signIn: ClaudeSignIn): Change {
  return planJson(credentialsFile(machine), { ...SECRET, owner: machine.owner }, (present) =>
    withClaudeSignIn(present ?? {}, signIn),
  );
}

export function planSignOut(machine: Machine, gatewayUrl: string): Change {
  return planJson(credentialsFile(machine), { ...SECRET, owner: machine.owner }, (present) =>
    present === null ? null : withoutClaudeSignIn(present, gatewayUrl),
  );
}

/**
 * Puts a client's settings where they bind most: the administrator's folder, else the person's own file. Returns what
 * was done; with `isDry` what would be.
 */
export function placeSettings(machine: Machine, client: SyncClientV1, isDry: boolean): Change[] {
  const managed = planManaged(machine, client);
  const isPlaced = managed.action === "unchanged" || (isDry ? canWrite(managed.path) : tryApply(managed));
  const user = planUserSettings(machine, client, !isPlaced);
  if (!isDry) applyChange(user);
  return isPlaced ? [managed, user] : [user];
}

function tryApply(change: Change): boolean {
  try {
    applyChange(change);
    return true;
  } catch (error) {
    if (isForbidden(error)) return false;
    throw error;
  }
}

function canWrite(file: string): boolean {
  for (let place = file; ; place = path.dirname(place)) {
    try {
      accessSync(place, constants.W_OK);
      return true;
    } catch (error) {
      if (!isMissing(error) || place === path.dirname(place)) return false;
    }
  }
}

export type ProtectionFound = { level: Protection; reason: string };

/** Which protection the files on this machine give for a gateway, and why. */
export function readProtection(machine: Machine, gatewayUrl: string): ProtectionFound {
  const managed = managedDocuments(machine);
  if (managed.length > 0) {
    const files = managed.map(({ file }) => file);
    if (!namesGateway(joinManaged(managed.map(({ settings }) => settings)), gatewayUrl)) {
      const reason = `${files.join(", ")} does not name this gateway, so Claude Code ignores the sign-in`;
      return { level: "observed", reason };
    }
    const open = machine.platform === "win32" ? undefined : files.find((file) => !isAdministrators(file));
    if (open === undefined) return { level: "enforced", reason: `${machine.managedDir} belongs to the administrator` };
    return { level: "user-level", reason: `${open} can be changed without an administrator` };
  }
  if (namesGateway(readJsonObject(userSettingsFile(machine)) ?? {}, gatewayUrl)) {
    return { level: "user-level", reason: `${userSettingsFile(machine)} can be changed by its person` };
  }
  return { level: "observed", reason: "no settings send Claude Code to this gateway" };
}

function namesGateway(settings: JsonObject, gatewayUrl: string): boolean {
  return settings["forceLoginMethod"] === "gateway" && settings["forceLoginGatewayUrl"] === gatewayUrl;
}

/** Root's, and written by root alone; its folder too, or the file could be swapped. */
function isAdministrators(file: string): boolean {
  return [file, path.dirname(file)].every((place) => {
    const { uid, mode } = statSync(place);
    return uid === 0 && (mode & 0o022) === 0;
  });
}
