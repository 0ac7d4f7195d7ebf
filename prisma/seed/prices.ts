import { PriceDocument } from "@/features/prices";
import { importPrices } from "@/features/prices/server";
import document from "./prices.json" with { type: "json" };

/** Today's list prices on the operator's shelf; run after every migration, it changes only what changed. */
export async function seedPrices(): Promise<{ added: number }> {
  return importPrices(PriceDocument.parse(document));
}
