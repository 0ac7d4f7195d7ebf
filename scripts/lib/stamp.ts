import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../bootstrap/machine.mjs";

const STAMPS = path.join(root, ".cache/stamps.json");
const UNSEEN_BY_BUILDS = /\.(?:test|test-d|spec)\.tsx?$|^node_modules$|^\.|\.tsbuildinfo$/;

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  const names = readdirSync(place).filter((name) => !UNSEEN_BY_BUILDS.test(name));
  return names.sort().flatMap((name) => filesBelow(path.join(place, name)));
}

const read = new Map<string, Buffer>();

/** A file's own digest; several builds read the same sources, and the disk is asked once. */
function digestOfFile(file: string): Buffer {
  const known = read.get(file) ?? createHash("sha256").update(readFileSync(file)).digest();
  read.set(file, known);
  return known;
}

/**
 * A digest of what a build reads, by content: dates say nothing after a clone or a switch of branches, and reading a
 * thousand small files takes less time than finding out that one of them lied.
 */
export function digestOf(places: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  for (const place of places) {
    for (const file of filesBelow(path.join(root, place))) {
      hash.update(path.relative(root, file)).update("\0").update(digestOfFile(file));
    }
  }
  return hash.digest("hex");
}

function readStamps(): Record<string, string> {
  return existsSync(STAMPS) ? (JSON.parse(readFileSync(STAMPS, "utf8")) as Record<string, string>) : {};
}

/** Whether a build's result is there and was made from exactly these sources. */
export function isCurrent(name: string, digest: string, result: string): boolean {
  return existsSync(path.join(root, result)) && readStamps()[name] === digest;
}

export function remember(name: string, digest: string): void {
  mkdirSync(path.dirname(STAMPS), { recursive: true });
  writeFileSync(STAMPS, JSON.stringify({ ...readStamps(), [name]: digest }, null, 2));
}
