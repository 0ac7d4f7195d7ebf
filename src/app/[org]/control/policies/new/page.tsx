import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/breadcrumbs";
import { PageHeader } from "@/components/page-header";
import { RuleForm } from "@/features/policies/components";
import { listTeams } from "@/features/teams/server";
import { can } from "@/server/access";
import { viewer } from "../../../../viewer";
import { NotPermitted } from "../../../not-permitted";

export const metadata: Metadata = { title: "New rule" };

export default async function NewRulePage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const { org } = await params;
  if (!can(actor, "policy:manage")) return <NotPermitted org={org} what="write rules" />;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs trail={[{ label: "Policies", href: `/${org}/control/policies` }]} />}
        title="New rule"
        description="In force on every server surface within a second, in a running agent at its next tool call."
      />
      <RuleForm org={org} teams={await listTeams(actor, {})} agents={[]} />
    </>
  );
}
