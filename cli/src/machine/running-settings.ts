import { createHash } from "node:crypto";
import path from "node:path";
import { canonicalJson, isJsonObject } from "@/lib/json";
import { readText } from "../files";
import type { Machine } from "./machine";

/**
 * The checksum of the remote settings that Claude Code last took and keeps beside its own files; null before its first
 * start. The client's cache is only read: what it holds is evidence of what runs here.
 */
export function runningChecksum(machine: Machine): string | null {
  const text = readText(path.join(machine.claudeDir, "remote-settings.json"));
  if (text === null) return null;
  try {
    const settings: unknown = JSON.parse(text);
    if (!isJsonObject(settings)) return null;
    return `sha256:${createHash("sha256").update(canonicalJson(settings)).digest("hex")}`;
  } catch {
    return null;
  }
}
