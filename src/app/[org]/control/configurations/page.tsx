import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { PageHeader } from "@/components/page-header";
import { FindPerson, OrganizationConfigForm, type OverrideRow, OverridesTable } from "@/features/configs/components";
import { getOrganizationConfig, listOverrides } from "@/features/configs/server";
import { pathText } from "@/lib/json-path";
import { can } from "@/server/access";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";

export const metadata: Metadata = { title: "Configurations" };

export default async function ConfigurationsPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const { org } = await params;
  if (!can(actor, "config:read")) return <NotPermitted org={org} what="see configurations" />;
  // Whoever sees only his or her own configuration goes straight there.
  if (!can(actor, "config:read", "team")) redirect(`/${org}/control/configurations/${actor.employeeId}`);
  const [base, overrides] = await Promise.all([getOrganizationConfig(actor, {}), listOverrides(actor, {})]);
  const mayChange = can(actor, "config:update", "org");
  return (
    <>
      <PageHeader
        title="Configurations"
        description="What Claude Code is set to: the organization's base, then teams, then people. What restricts only adds up."
      />
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Card title="Organization base" description="What everybody gets unless a team or a person differs.">
          {mayChange ? (
            <OrganizationConfigForm level={base} />
          ) : (
            <CodeBlock code={JSON.stringify(base.config, null, 2)} label="the organization's base" />
          )}
        </Card>
        <Card title="One person" description="The whole result, each value with the level it comes from.">
          <FindPerson org={org} />
        </Card>
      </div>
      <Card title="Overrides" description="The teams and people who differ." isFlush>
        <OverridesTable overrides={rowsOf(overrides, org)} />
      </Card>
    </>
  );
}

function rowsOf({ teams, employees }: Awaited<ReturnType<typeof listOverrides>>, org: string): OverrideRow[] {
  const settings = (config: object) => Object.keys(config).map((key) => pathText([key]));
  return [
    ...teams.map(({ team, config, isEnabled, updatedAt }) => ({
      id: team.id,
      kind: "team" as const,
      name: team.name,
      settings: settings(config),
      isEnabled,
      updatedAt,
      href: null,
    })),
    ...employees.map(({ employee, config, isEnabled, updatedAt }) => ({
      id: employee.id,
      kind: "employee" as const,
      name: employee.fullName,
      settings: settings(config),
      isEnabled,
      updatedAt,
      href: `/${org}/control/configurations/${employee.id}`,
    })),
  ];
}
