import { createHash } from "node:crypto";
import { type JsonObject, canonicalJson } from "@/lib/json";
import { type Joining, mergeLayers } from "@/lib/merge";

export const LEVELS = ["catalog", "organization", "team", "employee"] as const;
export type LevelKind = (typeof LEVELS)[number];

/** Who supplied a value: the shelf, the organization, one of the teams from the top down, or the person. */
export type LevelRef = { kind: LevelKind; id: string; name: string };

/** What one level says about an agent program. One that says nothing has an empty `config`. */
export type Level = LevelRef & { config: JsonObject; lockedPaths: readonly string[]; isEnabled: boolean };

/** An instruction for the agent. Instructions add up; none replaces another. */
export type Prompt = { level: LevelRef; priority: number; id: string; prompt: string };

export type Resolved = {
  config: JsonObject;
  /** For each leaf of `config`, by its path, the level that had the last word. */
  provenance: Record<string, LevelRef>;
  /** What a level said in vain: locked above, or taking back what restricts. */
  ignored: { path: string; level: LevelRef }[];
  isEnabled: boolean;
  /** The highest level that switched the agent off. */
  disabledBy: LevelRef | null;
  prompts: Prompt[];
  /** All instructions in order, with a blank line between them. */
  systemPrompt: string;
};

export type ResolveInput = {
  /** From the shelf down to the person. */
  levels: readonly Level[];
  prompts: readonly Prompt[];
  joining?: (path: string) => Joining;
};

function refOf({ kind, id, name }: LevelRef): LevelRef {
  return { kind, id, name };
}

/**
 * The whole effective configuration of one agent program for one person, each value with the level that supplied it.
 * Objects merge at every depth, lists and scalars replace, `null` deletes, what restricts only adds up; enabled only if
 * every level says so; instructions of all levels follow each other. Pure and deterministic.
 */
export function resolve({ levels, prompts, joining }: ResolveInput): Resolved {
  const { config, origins, ignored } = mergeLayers(levels, joining);
  const refs = levels.map(refOf);
  const at = (layer: number): LevelRef => refs[layer] ?? { kind: "catalog", id: "", name: "" };
  const off = levels.find(({ isEnabled }) => !isEnabled);
  const ordered = orderPrompts(prompts, refs);
  return {
    config,
    provenance: Object.fromEntries(Object.entries(origins).map(([path, layer]) => [path, at(layer)])),
    ignored: ignored.map(({ path, layer }) => ({ path, level: at(layer) })),
    isEnabled: off === undefined,
    disabledBy: off ? refOf(off) : null,
    prompts: ordered,
    systemPrompt: ordered.map(({ prompt }) => prompt.trim()).join("\n\n"),
  };
}

/** Level by level from the top, within a level by priority; ids break ties, so that the order is one. */
function orderPrompts(prompts: readonly Prompt[], levels: readonly LevelRef[]): Prompt[] {
  const place = ({ level }: Prompt): number => {
    const found = levels.findIndex(({ kind, id }) => kind === level.kind && id === level.id);
    return found === -1 ? levels.length : found;
  };
  return [...prompts].sort(
    (left, right) =>
      LEVELS.indexOf(left.level.kind) - LEVELS.indexOf(right.level.kind) ||
      place(left) - place(right) ||
      left.priority - right.priority ||
      (left.id < right.id ? -1 : 1),
  );
}

/**
 * The checksum of a settings document as the Claude Code gateway protocol has it: `sha256:` and the hex SHA-256 of its
 * canonical JSON (keys sorted at every level, no white space). Also the ETag.
 */
export function checksumOf(settings: JsonObject): string {
  return `sha256:${createHash("sha256").update(canonicalJson(settings)).digest("hex")}`;
}
