import type { Metadata } from "next";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Notice } from "@/components/notice";
import { env } from "@/env";
import { getOrganization } from "@/features/organizations/server";
import { CredentialDialog, CredentialsTable } from "@/features/providers/components";
import { listCredentials } from "@/features/providers/server";
import { can } from "@/server/access";
import { bootPlan } from "@/server/boot";
import { viewer } from "../../../viewer";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  const [credentials, { settings }] = await Promise.all([listCredentials(actor, {}), getOrganization(actor, {})]);
  const canManage = can(actor, "provider:manage");
  const company = credentials
    .filter(({ owner }) => owner === "company")
    .map((row) => ({ ...row, canRevoke: canManage }));
  const own = credentials.filter(({ owner }) => owner === "personal").map((row) => ({ ...row, canRevoke: true }));
  const mayUsePersonal = settings.tokenSources.personal;
  return (
    <div className="space-y-6">
      {bootPlan(env).emulators.anthropic && (
        <Notice title="A stand-in answers model calls on this machine.">
          Keys are stored and chosen as they would be, and nothing is billed by anyone.
        </Notice>
      )}
      <Card
        title="The company's keys"
        description="Model calls are made with these first. Without one, with Steward's own where the organization allows it."
        actions={
          canManage && <CredentialDialog owner="company" trigger={<Button tone="primary">Store a key</Button>} />
        }
        isFlush
      >
        <CredentialsTable
          label="The company's keys"
          credentials={company}
          empty={{ title: "No key stored", body: "Store your Anthropic key to be billed by Anthropic directly." }}
        />
      </Card>
      {(mayUsePersonal || own.length > 0) && (
        <Card
          title="Your own keys"
          description={
            mayUsePersonal
              ? "Used when the company has none."
              : "Your organization does not use people's own keys any more."
          }
          actions={mayUsePersonal && <CredentialDialog owner="personal" trigger={<Button>Store a key</Button>} />}
          isFlush
        >
          <CredentialsTable
            label="Your own keys"
            credentials={own}
            empty={{ title: "No key stored", body: "You need none while the company has one." }}
          />
        </Card>
      )}
    </div>
  );
}
