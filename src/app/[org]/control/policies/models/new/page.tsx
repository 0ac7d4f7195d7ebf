import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/breadcrumbs";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/page-header";
import { ModelPolicyForm } from "@/features/policies/components";
import { listTeams } from "@/features/teams/server";
import { can } from "@/server/access";
import { viewer } from "../../../../../viewer";
import { NotPermitted } from "../../../../not-permitted";

export const metadata: Metadata = { title: "New model list" };

export default async function NewModelListPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const { org } = await params;
  if (!can(actor, "policy:manage")) return <NotPermitted org={org} what="write model lists" />;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs trail={[{ label: "Policies", href: `/${org}/control/policies` }]} />}
        title="New model list"
      />
      <Card>
        <ModelPolicyForm org={org} teams={await listTeams(actor, {})} />
      </Card>
    </>
  );
}
