import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Breadcrumbs } from "@/components/breadcrumbs";
import { Card } from "@/components/card";
import { Facts } from "@/components/facts";
import { PageHeader } from "@/components/page-header";
import { ModelSeverity } from "@/features/policies";
import { DeleteModelPolicyButton, ModelPolicyForm, RuleVersions, boundWords } from "@/features/policies/components";
import { getModelPolicy } from "@/features/policies/server";
import { listTeams } from "@/features/teams/server";
import { can } from "@/server/access";
import { found, viewer } from "../../../../../viewer";

export const metadata: Metadata = { title: "Model list" };

export default async function ModelListPage({ params }: { params: Promise<{ org: string; policy: string }> }) {
  const actor = await viewer(params);
  const { org, policy: policyId } = await params;
  if (!z.uuid().safeParse(policyId).success) notFound();
  const policy = await found(getModelPolicy(actor, { policyId }));
  const severity = ModelSeverity.safeParse(policy.severity);
  const canEdit = can(actor, "policy:manage") && severity.success;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs trail={[{ label: "Policies", href: `/${org}/control/policies` }]} />}
        title={policy.name}
        actions={canEdit && <DeleteModelPolicyButton org={org} policy={policy} />}
      />
      <Card>
        {canEdit ? (
          <ModelPolicyForm
            key={policy.version}
            org={org}
            policy={{ ...policy, severity: severity.data }}
            teams={await listTeams(actor, {})}
          />
        ) : (
          <Facts
            facts={[
              { label: "Allowed", value: policy.rules.allow.join(", ") || "all but the denied" },
              { label: "Denied", value: policy.rules.deny.join(", ") || "none" },
              { label: "Binds", value: boundWords(policy) },
              { label: "In force", value: policy.isEnabled ? "Yes" : "No, switched off" },
            ]}
          />
        )}
      </Card>
      <Card title="Versions" isFlush>
        <RuleVersions versions={policy.versions} />
      </Card>
    </>
  );
}
