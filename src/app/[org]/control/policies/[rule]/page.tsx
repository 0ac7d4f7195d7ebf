import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Breadcrumbs } from "@/components/breadcrumbs";
import { ButtonLink } from "@/components/button";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/page-header";
import { RuleAction } from "@/features/policies";
import { DeleteRuleButton, RuleFacts, RuleForm, RuleVersions } from "@/features/policies/components";
import { getToolRule } from "@/features/policies/server";
import { can } from "@/server/access";
import { found, viewer } from "../../../../viewer";
import { toolRuleRow } from "../tool-rule-row";

export const metadata: Metadata = { title: "Rule" };

export default async function RulePage({ params }: { params: Promise<{ org: string; rule: string }> }) {
  const actor = await viewer(params);
  const { org, rule: toolRuleId } = await params;
  if (!z.uuid().safeParse(toolRuleId).success) notFound();
  const rule = toolRuleRow(await found(getToolRule(actor, { toolRuleId })));
  const action = RuleAction.safeParse(rule.action);
  const canEdit = can(actor, "policy:manage") && action.success;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs trail={[{ label: "Policies", href: `/${org}/control/policies` }]} />}
        title={<code className="font-mono">{rule.toolName}</code>}
        actions={
          <>
            {can(actor, "activity:read") && (
              <ButtonLink href={`/${org}/activity?target=${rule.id}`}>Activity</ButtonLink>
            )}
            {canEdit && <DeleteRuleButton org={org} rule={rule} />}
          </>
        }
      />
      <Card>
        <RuleFacts rule={rule} />
      </Card>
      {canEdit && (
        <RuleForm key={rule.version} org={org} rule={{ ...rule, action: action.data }} teams={[]} agents={[]} />
      )}
      <Card title="Versions" isFlush>
        <RuleVersions versions={rule.versions} />
      </Card>
    </>
  );
}
