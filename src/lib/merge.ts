import { type Json, type JsonObject, canonicalJson, isJsonObject } from "./json";
import { parsePath, pathText } from "./json-path";

/**
 * How a value below joins one above. `replace` is the rule; the others are for what restricts, so that a lower layer
 * can add to it and never take away: `add` joins lists, `narrow` keeps what both lists have, `keep` lets the first stand.
 */
export type Joining = "replace" | "add" | "narrow" | "keep";

export type Layer = {
  config: JsonObject;
  /** Paths that no later layer may touch, at them or below. */
  lockedPaths: readonly string[];
};

export type Merged = {
  config: JsonObject;
  /** For each leaf of `config` (scalar, list or empty object) the index of the layer that had the last word. */
  origins: Record<string, number>;
  /** What layers said in vain, because a layer above had locked it or because it would have loosened. */
  ignored: { path: string; layer: number }[];
};

type Origin = [path: string, layer: number];
type Leaf = { value: Exclude<Json, JsonObject>; layer: number };
type Branch = { children: Map<string, Node>; layer: number };
type Node = Leaf | Branch;

type Context = {
  layer: number;
  locks: readonly (readonly string[])[];
  joining: (path: string) => Joining;
  ignored: Merged["ignored"];
};

function isBranch(node: Node | undefined): node is Branch {
  return node !== undefined && "children" in node;
}

/**
 * Lays layers over each other, the first one lowest in the pile and weakest in word: objects merge at every depth, lists
 * and scalars replace, `null` deletes. Pure and deterministic; a locked path ignores every later layer and says so.
 */
export function mergeLayers(layers: readonly Layer[], joining: (path: string) => Joining = () => "replace"): Merged {
  const root: Branch = { children: new Map(), layer: 0 };
  const ignored: Merged["ignored"] = [];
  const locks: string[][] = [];
  layers.forEach(({ config, lockedPaths }, layer) => {
    apply(root, { value: config, path: [] }, { layer, locks, joining, ignored });
    for (const text of lockedPaths) {
      const path = parsePath(text);
      if (path !== null) locks.push(path);
    }
  });
  const origins: Origin[] = [];
  const config = read(root, { path: [], origins });
  // `fromEntries` defines own properties, so a key such as `__proto__` stays data.
  return { config, origins: Object.fromEntries(origins), ignored };
}

function apply(
  branch: Branch,
  { value, path }: { value: JsonObject; path: readonly string[] },
  context: Context,
): void {
  const { layer, ignored } = context;
  for (const [key, next] of Object.entries(value)) {
    const at = [...path, key];
    const above = branch.children.get(key);
    if (isLocked(at, context) || (!isJsonObject(next) && wouldUnlock(at, context))) {
      ignored.push({ path: pathText(at), layer });
    } else if (isJsonObject(next)) {
      const inner: Branch = isBranch(above) ? above : { children: new Map(), layer };
      branch.children.set(key, inner);
      apply(inner, { value: next, path: at }, context);
    } else {
      setLeaf(branch, { key, next, at }, context);
    }
  }
}

function setLeaf(branch: Branch, write: { key: string; next: Leaf["value"]; at: string[] }, context: Context): void {
  const { key, next, at } = write;
  const { layer, ignored } = context;
  const above = branch.children.get(key);
  const joining = context.joining(pathText(at));
  const isRestricted = joining !== "replace" && above !== undefined && !isBranch(above);
  if (!isRestricted) {
    if (next === null) branch.children.delete(key);
    else branch.children.set(key, { value: next, layer });
    if (branch.children.size === 0) branch.layer = layer;
    return;
  }
  const joined = join(joining, above.value, next);
  if (joined === null) ignored.push({ path: pathText(at), layer });
  else if (canonicalJson(joined) !== canonicalJson(above.value)) branch.children.set(key, { value: joined, layer });
}

/** Null where the value below has nothing to say that does not loosen. */
function join(joining: Joining, above: Leaf["value"], below: Leaf["value"]): Leaf["value"] {
  if (joining === "keep" || !Array.isArray(above) || !Array.isArray(below)) {
    return canonicalJson(above) === canonicalJson(below) ? above : null;
  }
  const known = new Set(above.map(canonicalJson));
  if (joining === "add") return [...above, ...below.filter((item) => !known.has(canonicalJson(item)))];
  const wanted = new Set(below.map(canonicalJson));
  return above.filter((item) => wanted.has(canonicalJson(item)));
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((segment, at) => segment === path[at]);
}

function isLocked(path: readonly string[], { locks }: Context): boolean {
  return locks.some((lock) => isPrefix(lock, path));
}

/** A scalar, list or null in place of an object would take what is locked inside it away. */
function wouldUnlock(path: readonly string[], { locks }: Context): boolean {
  return locks.some((lock) => isPrefix(path, lock));
}

function read(branch: Branch, into: { path: readonly string[]; origins: Origin[] }): JsonObject {
  const entries = [...branch.children].map(([key, node]): [string, Json] => {
    const path = [...into.path, key];
    if (isBranch(node)) {
      if (node.children.size === 0) into.origins.push([pathText(path), node.layer]);
      return [key, read(node, { path, origins: into.origins })];
    }
    into.origins.push([pathText(path), node.layer]);
    return [key, node.value];
  });
  return Object.fromEntries(entries);
}
