import type { Prisma } from "@/generated/prisma/client";
import { newId } from "@/lib/ids";
import { usd } from "@/lib/money";
import type { SystemDb } from "@/server/db";
import { systemCommand } from "@/server/system-command";
import { type Component, PriceDocument } from "../schemas";

type Offer = { provider: string; model: string; component: Component; tiers: { above: number | null; cost: string }[] };

/**
 * Takes a document of list prices into the operator's shelf, from its date on. A price that has not changed is left as
 * it is, so importing a document twice changes nothing; what was booked keeps the price it was booked at.
 */
export const importPrices = systemCommand({
  name: "price.import",
  input: PriceDocument,
  async run({ db, input }) {
    const operator = await db.organization.findFirstOrThrow({ where: { type: "APP" }, select: { id: true } });
    if (await isImported(db, { orgId: operator.id, document: input })) {
      return { result: { added: 0 }, audit: null };
    }
    const offers = input.models.flatMap(({ provider, model, components }) =>
      Object.entries(components).map(([component, tiers]): Offer => ({
        provider,
        model,
        component: component as Component,
        tiers,
      })),
    );
    const skus = await writeSkus(db, { orgId: operator.id, offers });
    const added = await writePrices(db, { orgId: operator.id, offers, skus, document: input });
    return {
      result: { added },
      audit:
        added === 0
          ? null
          : {
              orgId: operator.id,
              targetType: "prices",
              targetId: input.date,
              after: { source: input.source, date: input.date, added },
            },
    };
  },
});

/** The same edition of the same source: nothing to compare price by price at every start. */
async function isImported(
  db: SystemDb,
  { orgId, document }: { orgId: string; document: PriceDocument },
): Promise<boolean> {
  const sourceDate = new Date(`${document.date}T00:00:00Z`);
  return (await db.skuPrice.count({ where: { orgId, source: document.source, sourceDate }, take: 1 })) > 0;
}

function skuOf({ provider, model, component }: Offer): string {
  return `${provider}/${model}/${component}`;
}

async function writeSkus(
  db: SystemDb,
  { orgId, offers }: { orgId: string; offers: Offer[] },
): Promise<Map<string, string>> {
  const known = await db.integrationRegistry.findMany({ where: { orgId }, select: { serviceSku: true } });
  const names = new Set(known.map(({ serviceSku }) => serviceSku));
  await db.integrationRegistry.createMany({
    data: offers
      .filter((offer) => !names.has(skuOf(offer)))
      .map((offer) => ({
        id: newId(),
        orgId,
        providerName: offer.provider,
        modelName: offer.model,
        serviceSku: skuOf(offer),
        componentType: offer.component,
        costUnit: offer.component === "web_search_requests" ? "PER_1K" : "PER_1M",
        internalCost: offer.tiers[0]?.cost ?? "0",
      })),
    skipDuplicates: true,
  });
  const rows = await db.integrationRegistry.findMany({ where: { orgId }, select: { id: true, serviceSku: true } });
  return new Map(rows.map(({ id, serviceSku }) => [serviceSku, id]));
}

type PriceWork = { orgId: string; offers: Offer[]; skus: Map<string, string>; document: PriceDocument };

async function writePrices(db: SystemDb, { orgId, offers, skus, document }: PriceWork): Promise<number> {
  const existing = await db.skuPrice.findMany({
    where: { orgId },
    select: { skuId: true, tierAboveTokens: true, internalCost: true },
    orderBy: { effectiveFrom: "asc" },
  });
  const latest = new Map(
    existing.map((price) => [`${price.skuId}/${String(price.tierAboveTokens)}`, price.internalCost]),
  );
  const from = new Date(`${document.date}T00:00:00Z`);
  const rows = offers.flatMap((offer): Prisma.SkuPriceCreateManyInput[] => {
    const skuId = skus.get(skuOf(offer)) ?? "";
    return offer.tiers.flatMap(({ above, cost }) => {
      const known = latest.get(`${skuId}/${String(above)}`);
      if (known !== undefined && usd(known).equals(usd(cost))) return [];
      const price = { orgId, skuId, internalCost: cost, tierAboveTokens: above, effectiveFrom: from };
      return [{ id: newId(), ...price, source: document.source, sourceDate: from }];
    });
  });
  const { count } = await db.skuPrice.createMany({ data: rows, skipDuplicates: true });
  const changed = rows.filter(({ tierAboveTokens }) => tierAboveTokens === null);
  for (const { skuId, internalCost } of latest.size === 0 ? [] : changed) {
    await db.integrationRegistry.updateMany({ where: { orgId, id: skuId }, data: { internalCost } });
  }
  return count;
}
