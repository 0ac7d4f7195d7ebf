import type { Metadata } from "next";
import { Card } from "@/components/card";
import { Facts } from "@/components/facts";
import { LogoForm, OrganizationForm } from "@/features/organizations/components";
import { getOrganization } from "@/features/organizations/server";
import { can } from "@/server/access";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  if (!can(actor, "organization:update"))
    return <NotPermitted org={(await params).org} what="change the organization" />;
  const organization = await getOrganization(actor, {});
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
      <Card title="Organization" description="It holds for everybody, from the next call and the next request on.">
        <OrganizationForm organization={organization} timeZones={Intl.supportedValuesOf("timeZone")} />
      </Card>
      <div className="space-y-6">
        <Card title="Plan">
          <Facts
            facts={[
              { label: "Plan", value: organization.plan },
              { label: "People", value: `up to ${String(organization.maxEmployees)}` },
              { label: "Agents each", value: `up to ${String(organization.maxAgentsPerEmployee)}` },
              { label: "Address", value: <code className="font-mono text-xs">/{organization.slug}</code> },
            ]}
          />
        </Card>
        <Card title="Logo" description="Stands where the organization is named.">
          <LogoForm name={organization.name} logo={organization.logoUrl} />
        </Card>
      </div>
    </div>
  );
}
