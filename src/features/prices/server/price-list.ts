import { z } from "zod";
import { usd } from "@/lib/money";
import type { Change } from "@/server/notify";
import { onceInProcess } from "@/server/once";
import { systemQuery } from "@/server/system-command";
import { COMPONENTS } from "../schemas";
import type { ComponentPrice, ModelPrice, PriceTier } from "./price-call";

const MAX_AGE_MS = 60_000;

/** Every model's price as of now, by `provider/model`. */
export type PriceList = ReadonlyMap<string, ModelPrice>;

const ComponentName = z.enum(COMPONENTS);

/** Reads the operator's shelf: the prices in force, tier by tier. */
const readPriceList = systemQuery({
  input: z.strictObject({}),
  async run({ db, now }): Promise<PriceList> {
    const skus = await db.integrationRegistry.findMany({
      where: { organization: { type: "APP" }, status: "active", modelName: { not: null } },
      select: {
        id: true,
        providerName: true,
        modelName: true,
        componentType: true,
        costUnit: true,
        skuPrices: {
          where: { effectiveFrom: { lte: now } },
          select: { id: true, internalCost: true, tierAboveTokens: true },
          orderBy: { effectiveFrom: "asc" },
        },
      },
    });
    const list = new Map<string, { provider: string; model: string; components: Map<string, ComponentPrice> }>();
    for (const { id, providerName: provider, modelName, componentType, costUnit, skuPrices } of skus) {
      const component = ComponentName.safeParse(componentType);
      const model = modelName ?? "";
      if (!component.success || skuPrices.length === 0) continue;
      const key = `${provider}/${model}`;
      const entry = list.get(key) ?? { provider, model, components: new Map<string, ComponentPrice>() };
      list.set(key, entry);
      entry.components.set(component.data, { skuId: id, per: perUnit(costUnit), tiers: newestTiers(skuPrices) });
    }
    return list as PriceList;
  },
});

function perUnit(costUnit: string): number {
  if (costUnit === "PER_1M") return 1_000_000;
  return costUnit === "PER_1K" ? 1_000 : 1;
}

type PriceRow = { id: string; internalCost: { toFixed(): string }; tierAboveTokens: number | null };

/** Rows come oldest first, so the last one of each tier is in force. */
function newestTiers(rows: PriceRow[]): PriceTier[] {
  const newest = new Map(rows.map((row) => [row.tierAboveTokens, row]));
  return [...newest.values()].map(({ id, internalCost, tierAboveTokens }) => ({
    above: tierAboveTokens,
    priceId: id,
    cost: usd(internalCost),
  }));
}

type Cache = { list: Promise<PriceList> | null; readAt: number };
const cache = onceInProcess("prices.list", (): Cache => ({ list: null, readAt: 0 }));

/** The price list, read at most once a minute and whenever the database says that it changed. */
export function priceList(): Promise<PriceList> {
  const state = cache();
  if (state.list === null || Date.now() - state.readAt > MAX_AGE_MS) {
    const reading = readPriceList({});
    state.list = reading;
    state.readAt = Date.now();
    reading.catch(() => {
      if (state.list === reading) state.list = null;
    });
  }
  return state.list;
}

/** Lets go of the list when a price or a SKU changed. */
export function forgetPrices({ table }: Change): void {
  if (["integration_registry", "sku_prices", "*"].includes(table)) cache().list = null;
}

/**
 * A model's price: by its very name, else without its date or its `[1m]` mark; null when nobody priced it. A guess
 * beyond that would book wrong figures without anybody noticing.
 */
export function findPrice(list: PriceList, wanted: { provider: string; model: string }): ModelPrice | null {
  const { provider, model } = wanted;
  const undated = model.replace(/\[1m\]$/i, "").replace(/-\d{8}$/, "");
  return list.get(`${provider}/${model}`) ?? list.get(`${provider}/${undated}`) ?? null;
}
