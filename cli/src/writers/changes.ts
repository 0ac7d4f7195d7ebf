import { canonicalJson, type JsonObject } from "@/lib/json";
import { parseJsonObject, readText, removeFile, type WriteOptions, writeAtomically } from "../files";

/** One file that a command means to write: what is there, what shall be there. Nothing is touched until it is applied. */
export type Change = {
  path: string;
  action: "create" | "update" | "remove" | "unchanged";
  /** Top-level keys that come, go or change. */
  keys: string[];
  text: string;
  options: WriteOptions;
};

/**
 * Plans a JSON file's next content from its present one; `next` gets null when there is no file and answers null for
 * "no file". What is equal already is left untouched, whatever its layout. Throws BROKEN_FILE for what is no JSON.
 */
export function planJson(
  path: string,
  options: WriteOptions,
  next: (present: JsonObject | null) => JsonObject | null,
): Change {
  const before = readText(path);
  const present = before === null ? null : parseJsonObject(path, before);
  const wanted = next(present);
  const keys = changedKeys(present ?? {}, wanted ?? {});
  const text = wanted === null ? "" : `${JSON.stringify(wanted, null, indentOf(before))}\n`;
  if (wanted === null) return { path, action: present === null ? "unchanged" : "remove", keys, text, options };
  if (present === null) return { path, action: "create", keys, text, options };
  const isEqual = canonicalJson(present) === canonicalJson(wanted);
  return { path, action: isEqual ? "unchanged" : "update", keys, text, options };
}

function changedKeys(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const textOf = (value: JsonObject, name: string): string | null =>
    Object.hasOwn(value, name) ? canonicalJson(value[name] ?? null) : null;
  return [...names].filter((name) => textOf(before, name) !== textOf(after, name));
}

/** Files keep the indentation their person gave them. */
function indentOf(text: string | null): string {
  return /^[{[]\r?\n([ \t]+)/.exec(text ?? "")?.[1] ?? "  ";
}

export function applyChange(change: Change): void {
  if (change.action === "unchanged") return;
  if (change.action === "remove") removeFile(change.path);
  else writeAtomically(change.path, change.text, change.options);
}
