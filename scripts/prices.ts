import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type MatchLogic, type ModelInfo, type ModelPrice, findProvider } from "@pydantic/genai-prices";

/**
 * Writes `prisma/seed/prices.json`: the public list prices of the models we know, from `@pydantic/genai-prices`, with that
 * package's version and today's date. Run it after raising the package; the difference is what changed in the world.
 */

const PROVIDERS = ["anthropic", "openai", "google"];

/** The package's words for what we sell, and ours. `web_searches_kcount` is per thousand, all else per million. */
const COMPONENTS: Record<string, string> = {
  input_mtok: "input_tokens",
  output_mtok: "output_tokens",
  cache_read_mtok: "cache_read_tokens",
  cache_write_mtok: "cache_write_5m_tokens",
  cache_write_1h_mtok: "cache_write_1h_tokens",
  web_searches_kcount: "web_search_requests",
};

const today = new Date().toISOString().slice(0, 10);

function pricesNow(model: ModelInfo): ModelPrice {
  if (!Array.isArray(model.prices)) return model.prices;
  const current = model.prices.filter(({ constraint }) =>
    constraint === undefined ? true : constraint.type === "start_date" && constraint.start_date <= today,
  );
  return current.at(-1)?.prices ?? {};
}

/** Spellings of other vendors' clouds, and models whose pictures and sounds are not counted in text tokens. */
const NOT_OURS =
  /^claude-(?:.*\.|[4-9].*-(?:opus|haiku|sonnet)$|.*-2025$)|image|audio|realtime|live|tts|transcribe|omni/;

/** Every name that a call may give the model: a dated name is found by the name without its date. */
function namesOf(model: ModelInfo): string[] {
  const named = (match: MatchLogic): string[] => {
    if ("or" in match) return match.or.flatMap(named);
    if ("equals" in match) return [match.equals];
    return "starts_with" in match ? [match.starts_with] : [];
  };
  const plain = [model.id, ...named(model.match)].map((name) => name.replace(/-(?:latest|\d{8})$/, ""));
  const complete = plain.filter((name) => /^[a-z][a-z0-9.-]*[a-z0-9]$/.test(name) && !NOT_OURS.test(name));
  return [...new Set(complete)];
}

function tiersOf(price: NonNullable<ModelPrice[string]>) {
  if (typeof price === "number") return [{ above: null, cost: String(price) }];
  const tiers = price.tiers.map(({ start, price: cost }) => ({ above: start, cost: String(cost) }));
  return [{ above: null, cost: String(price.base) }, ...tiers];
}

function modelsOf(providerId: string) {
  const provider = findProvider({ providerId });
  if (!provider) throw new Error(`The package does not know ${providerId} any more.`);
  const taken = new Set<string>();
  return provider.models.flatMap((model) => {
    const prices = Object.entries(pricesNow(model)).flatMap(([key, price]) => {
      const component = COMPONENTS[key];
      return component === undefined || price === undefined ? [] : [[component, tiersOf(price)] as const];
    });
    const components = Object.fromEntries(prices);
    if (!("input_tokens" in components) || !("output_tokens" in components)) return [];
    return namesOf(model).flatMap((name) => {
      const isOthers = providerId === "google" && name.includes("claude");
      if (taken.has(name) || isOthers) return [];
      taken.add(name);
      return [{ provider: providerId, model: name, components }];
    });
  });
}

const manifest = JSON.parse(
  readFileSync(
    createRequire(import.meta.url)
      .resolve("@pydantic/genai-prices")
      .replace(/dist\/.*$/, "package.json"),
    "utf8",
  ),
) as { version: string };
const models = PROVIDERS.flatMap(modelsOf).sort((a, b) =>
  `${a.provider}/${a.model}` < `${b.provider}/${b.model}` ? -1 : 1,
);
const document = { source: `@pydantic/genai-prices ${manifest.version}`, date: today, models };
const lines = models.map((model) => `    ${JSON.stringify(model)}`).join(",\n");
writeFileSync(
  new URL("../prisma/seed/prices.json", import.meta.url),
  `{\n  "source": ${JSON.stringify(document.source)},\n  "date": "${today}",\n  "models": [\n${lines}\n  ]\n}\n`,
);
console.log(`${String(models.length)} models of ${PROVIDERS.join(", ")} at ${today}, from ${document.source}`);
