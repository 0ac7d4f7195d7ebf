import { type Usd, ZERO_USD, usd } from "@/lib/money";
import type { Component } from "../schemas";

/** What a call used, by what it is charged for. Absent is nothing. */
export type Usage = Partial<Record<Component, number>>;

export type PriceTier = { above: number | null; priceId: string; cost: Usd };
export type ComponentPrice = { skuId: string; per: number; tiers: readonly PriceTier[] };

/** All that is known about what one model costs. */
export type ModelPrice = {
  provider: string;
  model: string;
  components: ReadonlyMap<Component, ComponentPrice>;
};

export type PricedLine = { skuId: string; skuPriceId: string; quantity: number; cost: Usd };

const INPUT_CLASSES = ["input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"] as const;

/** The whole input of a call, cached or not: which tier a call falls into is judged on it. */
export function wholeInput(usage: Usage): number {
  return INPUT_CLASSES.reduce((sum, component) => sum + (usage[component] ?? 0), 0);
}

/** The price that holds for a call with that much input. */
export function tierFor(price: ComponentPrice, inputTokens: number): PriceTier | undefined {
  const reached = price.tiers.filter(({ above }) => above === null || inputTokens > above);
  return reached.reduce<PriceTier | undefined>(
    (best, tier) => (best === undefined || (tier.above ?? 0) >= (best.above ?? 0) ? tier : best),
    undefined,
  );
}

/** What a quantity costs: exact to the ledger's ten places. */
export function costOf(price: ComponentPrice, tier: PriceTier, quantity: number): Usd {
  return tier.cost.times(quantity).div(price.per).toDecimalPlaces(10);
}

/** A class of input without a price of its own is charged as plain input: nothing is free because nobody listed it. */
function priceFor(model: ModelPrice, component: Component): { component: Component; price: ComponentPrice } | null {
  const own = model.components.get(component);
  if (own) return { component, price: own };
  const plain = model.components.get("input_tokens");
  return plain && component !== "web_search_requests" ? { component: "input_tokens", price: plain } : null;
}

/**
 * Prices a call exactly: one line for each SKU it used, none for what it did not use.
 *
 * The tier is judged on the whole input, cache reads and writes included, and then holds for every token of the call.
 */
export function priceCall(model: ModelPrice, usage: Usage): { lines: PricedLine[]; total: Usd } {
  const input = wholeInput(usage);
  const quantities = new Map<ComponentPrice, number>();
  for (const [component, quantity] of Object.entries(usage) as [Component, number][]) {
    const found = quantity > 0 ? priceFor(model, component) : null;
    if (found) quantities.set(found.price, (quantities.get(found.price) ?? 0) + quantity);
  }
  const lines = [...quantities].flatMap(([price, quantity]) => {
    const tier = tierFor(price, input);
    return tier
      ? [{ skuId: price.skuId, skuPriceId: tier.priceId, quantity, cost: costOf(price, tier, quantity) }]
      : [];
  });
  return { lines, total: lines.reduce((sum, { cost }) => sum.plus(cost), ZERO_USD) };
}

/** The dearest price of any class of input, for a call whose input is at most that large. */
export function dearestInput(model: ModelPrice, inputTokens: number): Usd {
  return INPUT_CLASSES.reduce((dearest, component) => {
    const price = model.components.get(component);
    const tier = price && tierFor(price, inputTokens);
    const perToken = price && tier ? tier.cost.div(price.per) : ZERO_USD;
    return perToken.greaterThan(dearest) ? perToken : dearest;
  }, usd("0"));
}
