import { query } from "@/server/query";
import { ListPricesInput } from "../schemas";

/** What models cost, as the ledger books them: one row for each SKU, with its tiers and where the figure comes from. */
export const listPrices = query({
  permission: "organization:read",
  input: ListPricesInput,
  async run({ db, input }) {
    const skus = await db.integrationRegistry.findMany({
      where: {
        status: "active",
        modelName: { not: null, ...(input.search !== undefined && { contains: input.search, mode: "insensitive" }) },
        ...(input.provider !== undefined && { providerName: input.provider }),
      },
      select: {
        id: true,
        providerName: true,
        modelName: true,
        componentType: true,
        costUnit: true,
        skuPrices: {
          select: { internalCost: true, tierAboveTokens: true, effectiveFrom: true, source: true },
          orderBy: [{ effectiveFrom: "desc" }, { tierAboveTokens: "asc" }],
        },
      },
      orderBy: [{ providerName: "asc" }, { modelName: "asc" }, { componentType: "asc" }],
    });
    return skus.map(({ skuPrices, ...sku }) => ({
      ...sku,
      prices: skuPrices.map((price) => ({ ...price, internalCost: price.internalCost.toFixed() })),
    }));
  },
});
