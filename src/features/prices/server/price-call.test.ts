import { describe, expect, test } from "vitest";
import { usd } from "@/lib/money";
import { type ModelPrice, dearestInput, priceCall } from "./price-call";
import { findPrice } from "./price-list";

function price(components: Record<string, [above: number | null, cost: string][]>): ModelPrice {
  const entries = Object.entries(components).map(([name, tiers]) => [
    name,
    {
      skuId: name,
      per: name === "web_search_requests" ? 1_000 : 1_000_000,
      tiers: tiers.map(([above, cost]) => ({ above, priceId: `${name}@${String(above)}`, cost: usd(cost) })),
    },
  ]);
  return { provider: "anthropic", model: "m", components: new Map(entries as never) };
}

const opus = price({
  input_tokens: [[null, "4"]],
  output_tokens: [[null, "20"]],
  cache_read_tokens: [[null, "0.2"]],
  cache_write_5m_tokens: [[null, "5"]],
  cache_write_1h_tokens: [[null, "8"]],
  web_search_requests: [[null, "10"]],
});

describe("a call's price", () => {
  test("is exact to the ledger's last place: two cache reads of one token are not free", () => {
    const { lines, total } = priceCall(opus, { cache_read_tokens: 2 });

    expect(lines).toHaveLength(1);
    expect(total.toFixed()).toBe("0.0000004");
  });

  test("has one line for each thing it used", () => {
    const { lines, total } = priceCall(opus, {
      input_tokens: 12,
      output_tokens: 300,
      cache_read_tokens: 11_000,
      cache_write_5m_tokens: 900,
      cache_write_1h_tokens: 100,
      web_search_requests: 2,
    });

    expect(lines.map(({ skuId, cost }) => [skuId, cost.toFixed()])).toEqual([
      ["input_tokens", "0.000048"],
      ["output_tokens", "0.006"],
      ["cache_read_tokens", "0.0022"],
      ["cache_write_5m_tokens", "0.0045"],
      ["cache_write_1h_tokens", "0.0008"],
      ["web_search_requests", "0.02"],
    ]);
    expect(total.toFixed()).toBe("0.033548");
  });

  test("takes the tier that the whole input reaches, for every token of the call", () => {
    const tiered = price({
      input_tokens: [
        [null, "3"],
        [200_000, "6"],
      ],
      output_tokens: [
        [null, "15"],
        [200_000, "22.5"],
      ],
      cache_read_tokens: [
        [null, "0.3"],
        [200_000, "0.6"],
      ],
    });

    expect(priceCall(tiered, { input_tokens: 1_000_000, output_tokens: 1_000_000 }).total.toFixed()).toBe("28.5");
    expect(priceCall(tiered, { input_tokens: 1, cache_read_tokens: 200_000 }).lines[1]?.skuPriceId).toBe(
      "cache_read_tokens@200000",
    );
    expect(priceCall(tiered, { input_tokens: 1, cache_read_tokens: 199_999 }).lines[1]?.skuPriceId).toBe(
      "cache_read_tokens@null",
    );
  });

  test("charges a class of input that nobody listed as plain input", () => {
    const plain = price({ input_tokens: [[null, "4"]], output_tokens: [[null, "20"]] });

    expect(priceCall(plain, { input_tokens: 1, cache_write_1h_tokens: 9 }).lines).toMatchObject([
      { skuId: "input_tokens", quantity: 10 },
    ]);
  });

  test("at its dearest input is the one-hour cache write", () => {
    expect(dearestInput(opus, 1).times(1_000_000).toFixed()).toBe("8");
  });
});

test("a model is found by its name, without its date, without its long-context mark, and by no guess", () => {
  const list = new Map([["anthropic/claude-opus-5-5", opus]]);
  const find = (model: string) => findPrice(list, { provider: "anthropic", model });

  expect(find("claude-opus-5-5")).toBe(opus);
  expect(find("claude-opus-5-5-20261001")).toBe(opus);
  expect(find("claude-opus-5-5[1m]")).toBe(opus);
  expect(find("claude-opus-5-5-20261001[1m]")).toBe(opus);
  expect(find("claude-opus-5")).toBeNull();
  expect(find("claude-opus-5-5-fast")).toBeNull();
  expect(findPrice(list, { provider: "openai", model: "claude-opus-5-5" })).toBeNull();
});
