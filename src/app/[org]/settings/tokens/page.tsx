import type { Metadata } from "next";
import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { env } from "@/env";
import { CreateTokenDialog, TokensTable } from "@/features/tokens/components";
import { listTokens } from "@/features/tokens/server";
import { can } from "@/server/access";
import { viewer } from "../../../viewer";
import { NotPermitted } from "../../not-permitted";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage({ params }: { params: Promise<{ org: string }> }) {
  const actor = await viewer(params);
  if (!can(actor, "token:manage")) return <NotPermitted org={(await params).org} what="make API tokens" />;
  const tokens = await listTokens(actor, {});
  const example = `curl ${env.stewardGatewayUrl}/v1/messages \\
  -H "authorization: Bearer $STEWARD_TOKEN" -H "anthropic-version: 2023-06-01" \\
  -H "content-type: application/json" \\
  -d '{"model":"claude-sonnet-4-5","max_tokens":64,"messages":[{"role":"user","content":"hi"}]}'`;
  return (
    <div className="space-y-6">
      <Card
        title="API tokens"
        description="For scripts and servers. No token approves, grants or configures anything, and none makes another."
        actions={<CreateTokenDialog />}
        isFlush
      >
        <TokensTable tokens={tokens} />
      </Card>
      <Card title="Use one" description="Calls go through the same rules and budgets as yours.">
        <CodeBlock code={example} label="an example call" />
      </Card>
    </div>
  );
}
