import type { Metadata } from "next";
import { Card } from "@/components/card";
import { modelPrices, PricesTable } from "@/features/prices/components";
import { listPrices } from "@/features/prices/server";
import { viewer } from "../../../viewer";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  return (
    <Card
      title="Prices"
      description="Dollars a million tokens, as calls are booked. A plus marks models whose large inputs cost more; a model that is not here is refused by name."
      isFlush
    >
      <PricesTable prices={modelPrices(await listPrices(actor, {}))} />
    </Card>
  );
}
