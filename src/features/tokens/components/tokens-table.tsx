"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";

type TokenRow = {
  id: string;
  name: string;
  last4: string;
  scopes: readonly string[];
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  createdAt: Date;
};

const COLUMNS: readonly TableColumn<TokenRow>[] = [
  {
    id: "name",
    header: "Token",
    onPhone: "title",
    cell: (token) => (
      <span className="min-w-0">
        <span className="block truncate font-medium text-ink">{token.name}</span>
        <code className="block font-mono text-xs text-ink-faint">stw_…{token.last4}</code>
      </span>
    ),
    sortBy: (token) => token.name,
  },
  {
    id: "scopes",
    header: "May",
    cell: (token) => (
      <span className="flex flex-wrap gap-1 max-md:justify-end">
        {token.scopes.map((scope) => (
          <Badge key={scope}>{scope}</Badge>
        ))}
      </span>
    ),
  },
  {
    id: "used",
    header: "Last used",
    cell: (token) => <RelativeTime at={token.lastUsedAt} />,
    sortBy: (token) => token.lastUsedAt,
  },
  {
    id: "expires",
    header: "Ends",
    cell: (token) => <RelativeTime at={token.expiresAt} />,
    sortBy: (token) => token.expiresAt,
  },
  { id: "actions", header: "", align: "end", width: "narrow", cell: (token) => <RevokeToken token={token} /> },
];

/** The person's API tokens. Their texts are nowhere to be had: a lost one is replaced. */
export function TokensTable({ tokens }: { tokens: readonly TokenRow[] }) {
  return (
    <DataTable
      label="API tokens"
      columns={COLUMNS}
      rows={tokens}
      rowId={(token) => token.id}
      empty={
        <EmptyState
          icon={<KeyRound />}
          title="No API tokens"
          body="Make one for a script or a server that calls models without you. People sign machines in instead."
        />
      }
    />
  );
}

function RevokeToken({ token }: { token: TokenRow }) {
  const router = useRouter();
  const revoke = trpc.tokens.revoke.useMutation();
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      body="Whatever uses it is refused within five seconds. A revoked token never works again."
      confirmLabel="Revoke token"
      onConfirm={async () => {
        await revoke.mutateAsync({ tokenId: token.id });
        toastDone(`${token.name} is revoked`);
        router.refresh();
      }}
      trigger={
        <Button size="sm" tone="danger-quiet" aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      }
    />
  );
}
