import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/button";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/page-header";
import { ModelPoliciesTable, RulesTable } from "@/features/policies/components";
import { listModelPolicies, listToolRules } from "@/features/policies/server";
import { can } from "@/server/access";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";
import { toolRuleRow } from "./tool-rule-row";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const { org } = await params;
  if (!can(actor, "policy:read")) return <NotPermitted org={org} what="see policies" />;
  const [rules, models] = await Promise.all([listToolRules(actor, {}), listModelPolicies(actor, {})]);
  const canManage = can(actor, "policy:manage");
  const newRule = canManage && (
    <ButtonLink href={`/${org}/control/policies/new`} tone="primary" icon={<Plus aria-hidden />}>
      New rule
    </ButtonLink>
  );
  const newList = canManage && (
    <ButtonLink href={`/${org}/control/policies/models/new`} icon={<Plus aria-hidden />}>
      New list
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Policies"
        description="What agents may do and which models they may use. Where several rules speak, the most restrictive holds."
        actions={newRule}
      />
      <Card title="Tools" description="Asked before every tool call, on the laptop and at the gateway." isFlush>
        <RulesTable
          rules={rules.map((rule) => ({ ...toolRuleRow(rule), canManage }))}
          org={org}
          emptyAction={newRule}
        />
      </Card>
      <Card title="Models" description="Asked before every model call." actions={newList} isFlush>
        <ModelPoliciesTable policies={models} org={org} />
      </Card>
    </>
  );
}
