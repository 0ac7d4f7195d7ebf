import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { isJsonObject, type JsonObject } from "@/lib/json";
import { CliError } from "./errors";
import type { Owner } from "./machine/machine";

export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

/** Whether the system refused because the place belongs to somebody else. */
export function isForbidden(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS"].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** A file's text; null when there is none. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw new CliError(`${file} cannot be read.`, {
      code: "UNREADABLE_FILE",
      remedy: "Check that the file is yours: its owner and its permissions.",
      cause: error,
    });
  }
}

/** Reads a JSON object; null when there is no file. A broken one is never treated as empty: it would be written over. */
export function readJsonObject(file: string): JsonObject | null {
  const text = readText(file);
  return text === null ? null : parseJsonObject(file, text);
}

export function parseJsonObject(file: string, text: string): JsonObject {
  const remedy = `Correct the file, or move it away (mv "${file}" "${file}.broken"), and run this again. It was left as it is.`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "no JSON";
    throw new CliError(`${file} is not valid JSON (${reason}).`, { code: "BROKEN_FILE", remedy, cause });
  }
  if (isJsonObject(parsed)) return parsed;
  throw new CliError(`${file} holds no JSON object.`, { code: "BROKEN_FILE", remedy });
}

export type WriteOptions = {
  /** For a file that does not exist yet; an existing one keeps its mode unless `isSecret`. */
  mode: number;
  /** Readable by its owner only, whatever it was. */
  isSecret?: boolean;
  owner?: Owner | null;
  /** A link is followed (dotfiles kept elsewhere) or refused (where following it would write outside). */
  links: "follow" | "refuse";
};

/**
 * Replaces a file in one step: whoever reads it sees the old text or the new, never a part. Missing folders are made.
 * The mode and the owner of an existing file are kept.
 */
export function writeAtomically(file: string, text: string, options: WriteOptions): void {
  const target = resolveLink(file, options.links);
  const folder = path.dirname(target);
  makeFolder(folder, options);
  const before = lstatSync(target, { throwIfNoEntry: false });
  const mode = options.isSecret === true || !before ? options.mode : before.mode & 0o7777;
  const owner = before ? { uid: before.uid, gid: before.gid } : options.owner;
  const draft = path.join(folder, `.${path.basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = openSync(draft, "wx", 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    chmodSync(draft, mode);
    if (owner && process.getuid?.() === 0) chownSync(draft, owner.uid, owner.gid);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export function removeFile(file: string): void {
  rmSync(file, { force: true });
}

function resolveLink(file: string, links: WriteOptions["links"]): string {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return file;
  if (links === "follow") return realpathSync(file);
  throw new CliError(`${file} is a symbolic link.`, {
    code: "LINKED_FILE",
    remedy: "Put a plain file in its place: secrets and enforced settings are not written through links.",
  });
}

/** One by one: asked for several at once, Node reports a read-only disk as a folder that is missing. */
function makeFolder(folder: string, { isSecret, owner }: WriteOptions): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  for (const place of missing) {
    mkdirSync(place, { mode: isSecret === true ? 0o700 : 0o755 });
    // What is made in somebody's home belongs to that person, not to root.
    if (owner && process.getuid?.() === 0) chownSync(place, owner.uid, owner.gid);
  }
}
