"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/button";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { toastDone } from "@/components/toast";
import { trpc } from "@/lib/trpc";

type CredentialRow = {
  id: string;
  provider: string;
  last4: string;
  owner: "company" | "personal";
  createdAt: Date;
  canRevoke: boolean;
};

const PROVIDER_NAMES: Record<string, string> = { anthropic: "Anthropic" };

const COLUMNS: readonly TableColumn<CredentialRow>[] = [
  {
    id: "provider",
    header: "Provider",
    onPhone: "title",
    cell: (row) => <span className="font-medium text-ink">{PROVIDER_NAMES[row.provider] ?? row.provider}</span>,
  },
  { id: "key", header: "Key", cell: (row) => <code className="font-mono text-xs">…{row.last4}</code> },
  { id: "since", header: "Stored", cell: (row) => <RelativeTime at={row.createdAt} /> },
  {
    id: "actions",
    header: "",
    align: "end",
    width: "narrow",
    cell: (row) => (row.canRevoke ? <RevokeCredential credential={row} /> : null),
  },
];

/** Keys, as far as anybody may see them: their last four characters. */
export function CredentialsTable({
  label,
  credentials,
  empty,
}: {
  label: string;
  credentials: readonly CredentialRow[];
  empty: { title: string; body: string };
}) {
  return (
    <DataTable
      label={label}
      columns={COLUMNS}
      rows={credentials}
      rowId={(row) => row.id}
      empty={<EmptyState icon={<KeyRound />} {...empty} />}
    />
  );
}

function RevokeCredential({ credential }: { credential: CredentialRow }) {
  const router = useRouter();
  const company = trpc.providers.revokeCompany.useMutation();
  const personal = trpc.providers.revokePersonal.useMutation();
  return (
    <ConfirmDialog
      title={`Remove the key …${credential.last4}?`}
      body="It is wiped. Calls go on with another key where the organization allows one, and are refused where not."
      confirmLabel="Remove key"
      onConfirm={async () => {
        await (credential.owner === "company" ? company : personal).mutateAsync({ credentialId: credential.id });
        toastDone("Key removed");
        router.refresh();
      }}
      trigger={
        <Button size="sm" tone="danger-quiet" aria-label={`Remove the key ending in ${credential.last4}`}>
          Remove
        </Button>
      }
    />
  );
}
