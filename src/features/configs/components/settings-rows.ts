import { newId } from "@/lib/ids";
import { type Json, type JsonObject, isJsonObject } from "@/lib/json";
import { parsePath, pathText } from "@/lib/json-path";

/** One setting as it is being written: `permissions.deny`, and its value as text. */
export type SettingRow = { id: string; path: string; text: string; isLocked: boolean };

export function newRow(): SettingRow {
  return { id: newId(), path: "", text: "", isLocked: false };
}

/** Text stands for itself unless it reads as JSON; quotes make a text of what would. */
function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function textOf(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return valueOf(value) === value ? value : JSON.stringify(value);
}

/** A level's settings as rows: one for each key that may be set, one level of groups deep. */
export function rowsOf(
  config: JsonObject,
  { groups, lockedPaths }: { groups: ReadonlySet<string>; lockedPaths: readonly string[] },
): SettingRow[] {
  const leaves = Object.entries(config).flatMap(([key, value]): [string[], Json][] =>
    groups.has(key) && isJsonObject(value)
      ? Object.entries(value).map(([inner, each]) => [[key, inner], each])
      : [[[key], value]],
  );
  return leaves.map(([segments, value]) => {
    const path = pathText(segments);
    return { id: newId(), path, text: textOf(value), isLocked: lockedPaths.includes(path) };
  });
}

/** The rows as settings. A path that is none stays whole, so that the server can refuse it by its name. */
export function configOf(rows: readonly SettingRow[]): JsonObject {
  const config: JsonObject = {};
  for (const { path, text } of rows) {
    const [group, ...rest] = parsePath(path.trim()) ?? [path];
    if (group === undefined || group === "") continue;
    const value = valueOf(text.trim());
    const held = config[group];
    config[group] = rest.length === 0 ? value : { ...(isJsonObject(held) ? held : {}), [rest.join(".")]: value };
  }
  return config;
}

/** What lower levels may not change: the locked rows, and what was locked without being set here. */
export function lockedOf(rows: readonly SettingRow[], before: readonly string[]): string[] {
  const shown = new Set(rows.map(({ path }) => path));
  return [
    ...before.filter((path) => !shown.has(path)),
    ...rows.filter(({ isLocked }) => isLocked).map(({ path }) => path.trim()),
  ];
}
