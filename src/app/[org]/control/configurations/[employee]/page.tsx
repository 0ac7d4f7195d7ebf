import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Breadcrumbs } from "@/components/breadcrumbs";
import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { Facts } from "@/components/facts";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { EmployeeConfigForm, LevelBadge, ResolvedTable } from "@/features/configs/components";
import { getEffectiveConfig, getMyConfig, listOverrides } from "@/features/configs/server";
import { type Actor, can } from "@/server/access";
import { found, viewer } from "../../../../viewer";
import { NotPermitted } from "../../../not-permitted";
import { resolvedValues } from "../resolved-values";

export const metadata: Metadata = { title: "Configuration" };

type Effective = Awaited<ReturnType<typeof getEffectiveConfig>>;

export default async function PersonConfigurationPage({
  params,
}: {
  params: Promise<{ org: string; employee: string }>;
}) {
  const actor = await viewer(params);
  const { org, employee: employeeId } = await params;
  if (!can(actor, "config:read")) return <NotPermitted org={org} what="see configurations" />;
  if (!z.uuid().safeParse(employeeId).success) notFound();
  const isOwn = employeeId === actor.employeeId;
  const effective = await found(isOwn ? getMyConfig(actor, {}) : getEffectiveConfig(actor, { employeeId }));
  const { resolved, person, policy, document } = effective;
  return (
    <>
      <PageHeader
        {...(can(actor, "config:read", "team") && {
          breadcrumbs: <Breadcrumbs trail={[{ label: "Configurations", href: `/${org}/control/configurations` }]} />,
        })}
        title={isOwn ? "Your Claude Code" : `${person.name}'s Claude Code`}
        description="The whole result: each value with the level that had the last word."
      />
      {resolved.disabledBy !== null && (
        <Notice tone="warn" title={`Switched off by ${resolved.disabledBy.name}`}>
          Its tool calls and model calls are refused.
        </Notice>
      )}
      <Card title="Resolved configuration" isFlush>
        <ResolvedTable values={resolvedValues(resolved)} />
      </Card>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title="Override" description="Only what differs for this person.">
          <Override actor={actor} employeeId={employeeId} effective={effective} />
        </Card>
        <Card title="Policies in it" description="Written after the merge; no level can take them out.">
          <Facts
            facts={[
              { label: "Tool rules", value: policy.toolRules },
              { label: "In the client", value: policy.nativeRules.join(", ") || "none: all are asked of the gate" },
              { label: "Model lists", value: policy.modelPolicies.map(({ name }) => name).join(", ") || "none" },
              { label: "Policy version", value: <code className="font-mono text-xs">{policy.version}</code> },
            ]}
          />
        </Card>
      </div>
      <SaidInVain ignored={resolved.ignored} />
      <Card title="The document" description="What the machine is served; its token is left out here.">
        <CodeBlock code={JSON.stringify(document, null, 2)} label="the settings document" />
      </Card>
    </>
  );
}

type OverrideProps = { actor: Actor; employeeId: string; effective: Effective };

async function Override({ actor, employeeId, effective }: OverrideProps) {
  const { employees } = await listOverrides(actor, {});
  const own = employees.find(({ employee }) => employee.id === employeeId);
  const config = own?.config ?? {};
  const mayChange = employeeId === actor.employeeId ? can(actor, "config:update") : can(actor, "config:update", "team");
  if (!mayChange) return <CodeBlock code={JSON.stringify(config, null, 2)} label="the override" />;
  const level = {
    config,
    lockedPaths: own?.lockedPaths ?? [],
    systemPrompt: effective.ownPrompt,
    isEnabled: own?.isEnabled ?? true,
    updatedAt: own?.updatedAt ?? null,
  };
  return <EmployeeConfigForm employeeId={employeeId} level={level} />;
}

function SaidInVain({ ignored }: { ignored: Effective["resolved"]["ignored"] }) {
  if (ignored.length === 0) return null;
  return (
    <Card title="Said in vain" description="Locked above, or taking back what restricts.">
      <ul className="space-y-1.5">
        {ignored.map(({ path, level }) => (
          <li key={`${path} ${level.id}`} className="flex items-center gap-2">
            <code className="font-mono text-xs">{path}</code>
            <LevelBadge level={level} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
