import { formatUsd } from "@/lib/money";

/** A SKU as `listPrices` tells it. */
export type SkuRow = {
  providerName: string;
  modelName: string | null;
  componentType: string | null;
  prices: readonly {
    internalCost: string;
    tierAboveTokens: number | null;
    effectiveFrom: Date;
    source: string | null;
  }[];
};

/** A model's line in the table: what each kind of token costs now, and who says so. */
export type ModelPriceRow = {
  id: string;
  provider: string;
  model: string;
  costs: Readonly<Record<string, string>>;
  source: string;
  since: Date | null;
};

/** One line for each model: of every kind the newest price of the lowest tier, with a mark where a large input costs more. */
export function modelPrices(skus: readonly SkuRow[]): ModelPriceRow[] {
  const rows = new Map<string, ModelPriceRow & { costs: Record<string, string> }>();
  for (const { providerName: provider, modelName, componentType, prices } of skus) {
    const base = prices.find(({ tierAboveTokens }) => tierAboveTokens === null) ?? prices[0];
    if (!base || modelName === null || componentType === null) continue;
    const id = `${provider}/${modelName}`;
    const row = rows.get(id) ?? {
      id,
      provider,
      model: modelName,
      costs: {},
      source: base.source ?? "",
      since: base.effectiveFrom,
    };
    const isTiered = prices.some(({ tierAboveTokens }) => tierAboveTokens !== null);
    row.costs[componentType] = `${formatUsd(base.internalCost)}${isTiered ? " +" : ""}`;
    rows.set(id, row);
  }
  return [...rows.values()];
}
