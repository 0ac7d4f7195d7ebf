import { LibraryBig } from "lucide-react";
import type { Metadata } from "next";
import { Card } from "@/components/card";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { AgentCards } from "@/features/catalog/components";
import { listAgents } from "@/features/catalog/server";
import { can } from "@/server/access";
import { viewer } from "../../viewer";

export const metadata: Metadata = { title: "Catalog" };

export default async function CatalogPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const agents = await listAgents(actor, {});
  return (
    <>
      <PageHeader title="Catalog" description="The agents there are, and what Steward does about each." />
      {agents.length === 0 ? (
        <Card>
          <EmptyState
            icon={<LibraryBig />}
            title="The shelf is empty"
            body="Ask the operator of this Steward to import the catalog."
          />
        </Card>
      ) : (
        <AgentCards agents={agents} canSwitch={can(actor, "config:update", "org")} />
      )}
    </>
  );
}
