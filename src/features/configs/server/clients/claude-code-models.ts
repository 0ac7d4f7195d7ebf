import { type Gate, decide } from "@/features/policies/server";
import type { JsonObject } from "@/lib/json";

const CLIENT = "claude-code";

type Known = { knownModels: readonly string[]; config: JsonObject };

function isAllowed(gate: Gate, model: string): boolean {
  return decide(gate, { kind: "model", model, client: CLIENT }).verdict !== "DENY";
}

function textsAt(config: JsonObject, key: string): string[] | null {
  const value = config[key];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : null;
}

/**
 * The client's own model lists, spelled out from the gate's globs over the models we know a price for: the picker shows
 * what may be used, and its helpers keep to it. The gateway decides each call all the same.
 *
 * A denied id also blocks later minor versions in the client (`claude-opus-5` blocks `claude-opus-5-5`), so one that
 * begins an allowed model's name is left to the gateway. An empty list would mean "only the default model", so where
 * nothing known is allowed no list is served.
 */
export function modelSettings(gate: Gate, { knownModels, config }: Known): JsonObject {
  const lists = gate.modelPolicies.filter(
    ({ verdict, client }) => verdict === "DENY" && (client === null || client === CLIENT),
  );
  if (lists.length === 0) return {};
  const named = (kind: "allow" | "deny"): string[] =>
    lists.flatMap((list) => list[kind].map(({ glob }) => glob)).filter((glob) => !glob.includes("*"));
  const candidates = [...new Set([...knownModels, ...named("allow"), ...named("deny")])];
  const configured = textsAt(config, "availableModels");
  const allowed = candidates
    .filter((model) => isAllowed(gate, model))
    .filter((model) => configured === null || configured.some((entry) => model.includes(entry)));
  const denied = candidates
    .filter((model) => !isAllowed(gate, model))
    .filter((model) => !allowed.some((each) => each.startsWith(`${model}-`)));
  const isListed = lists.some(({ allow }) => allow.length > 0) || configured !== null;
  const deniedModels = [...new Set([...(textsAt(config, "deniedModels") ?? []), ...denied])].sort();
  return {
    ...(isListed &&
      allowed.length > 0 && {
        availableModels: allowed.sort(),
        availableModelsMatch: "exact",
        enforceAvailableModels: true,
      }),
    ...(deniedModels.length > 0 && { deniedModels }),
  };
}
