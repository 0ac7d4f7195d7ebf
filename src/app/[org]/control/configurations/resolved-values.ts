import type { ResolvedValue } from "@/features/configs/components";
import type { Resolved } from "@/features/configs/server";
import { type Json, isJsonObject } from "@/lib/json";
import { parsePath } from "@/lib/json-path";

function valueAt(config: Json, path: string): Json | undefined {
  return (parsePath(path) ?? [path]).reduce<Json | undefined>(
    (at, segment) => (at !== undefined && isJsonObject(at) ? at[segment] : undefined),
    config,
  );
}

/** Every leaf of a resolved configuration with its value as text and the level it comes from, by path. */
export function resolvedValues({ config, provenance }: Pick<Resolved, "config" | "provenance">): ResolvedValue[] {
  return Object.entries(provenance)
    .map(([path, { kind, name }]) => {
      const value = valueAt(config, path);
      return { path, value: typeof value === "string" ? value : JSON.stringify(value), level: { kind, name } };
    })
    .sort((left, right) => left.path.localeCompare(right.path, "en"));
}
