import type { Metadata } from "next";
import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { PageHeader } from "@/components/page-header";
import { Stat, StatRow } from "@/components/stat";
import { env } from "@/env";
import { DevicesTable } from "@/features/devices/components";
import { listDevices } from "@/features/devices/server";
import { can } from "@/server/access";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";

export const metadata: Metadata = { title: "Devices" };

const WEEK_MS = 7 * 86_400_000;

export default async function DevicesPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  if (!can(actor, "device:read")) return <NotPermitted org={(await params).org} what="see devices" />;
  const devices = await listDevices(actor, { limit: 500, withRevoked: true });
  const mayRevoke = can(actor, "device:revoke");
  const rows = devices.map((device) => ({ ...device, canRevoke: mayRevoke }));
  const living = devices.filter(({ revokedAt }) => revokedAt === null);
  const weekAgo = new Date().getTime() - WEEK_MS;
  return (
    <>
      <PageHeader
        title="Devices"
        description="Machines that are signed in: what they run, and how strongly the rules bind there."
      />
      <StatRow>
        <Stat label="Signed in" value={living.length} />
        <Stat
          label="Enforced"
          value={living.filter(({ protection }) => protection === "enforced").length}
          detail="in a file only an administrator changes"
        />
        <Stat
          label="Advice only"
          value={living.filter(({ protection }) => protection === "user-level").length}
          detail="in the person's own file"
        />
        <Stat
          label="Quiet for a week"
          value={living.filter(({ lastSeenAt }) => lastSeenAt === null || lastSeenAt.getTime() < weekAgo).length}
        />
      </StatRow>
      <Card isFlush>
        <DevicesTable
          devices={rows}
          empty={{
            title: "No machine is signed in",
            body: "Run this on a machine with Claude Code; it opens a page here to approve it.",
            action: (
              <CodeBlock code={`npx ${env.stewardUrl}/cli/steward.tgz login`} label="the sign-in command" isCommand />
            ),
          }}
        />
      </Card>
    </>
  );
}
