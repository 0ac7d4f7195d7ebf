import { expect, test } from "vitest";
import { modelPrices } from "./model-prices";

const sku = (componentType: string, prices: { internalCost: string; tierAboveTokens: number | null }[]) => ({
  providerName: "anthropic",
  modelName: "claude-test",
  componentType,
  prices: prices.map((price) => ({ ...price, effectiveFrom: new Date(0), source: "list" })),
});

test("a model is one line with what each kind costs, and a mark where a large input costs more", () => {
  const rows = modelPrices([
    sku("input_tokens", [
      { internalCost: "3", tierAboveTokens: null },
      { internalCost: "6", tierAboveTokens: 200_000 },
    ]),
    sku("output_tokens", [{ internalCost: "15", tierAboveTokens: null }]),
  ]);

  expect(rows).toHaveLength(1);
  expect(rows[0]?.costs).toEqual({ input_tokens: "$3.00 +", output_tokens: "$15.00" });
});

test("a SKU without a price is no line", () => {
  expect(modelPrices([sku("input_tokens", [])])).toEqual([]);
});
