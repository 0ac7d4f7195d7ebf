"use client";

import { useRouter } from "next/navigation";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { toastDone, toastError } from "@/components/toast";
import { trpc } from "@/lib/trpc";
import { signOutHere } from "./sign-out";

type Session = {
  id: string;
  client: string;
  ipAddress: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
};

const COLUMNS: readonly TableColumn<Session>[] = [
  {
    id: "client",
    header: "Browser",
    cell: (session) => (
      <span className="flex items-center gap-2 font-medium text-ink">
        {session.client}
        {session.isCurrent && <Badge tone="accent">This one</Badge>}
      </span>
    ),
    sortBy: (session) => session.client,
  },
  {
    id: "address",
    header: "Address",
    cell: (session) => <span className="font-mono text-xs">{session.ipAddress ?? "unknown"}</span>,
  },
  {
    id: "since",
    header: "Signed in",
    cell: (session) => <RelativeTime at={session.createdAt} />,
    sortBy: (session) => session.createdAt,
  },
  {
    id: "seen",
    header: "Last seen",
    cell: (session) => <RelativeTime at={session.lastSeenAt} />,
    sortBy: (session) => session.lastSeenAt,
  },
  { id: "actions", header: "", align: "end", width: "narrow", cell: (session) => <EndSession session={session} /> },
];

/** Where the person is signed in, and the way to end each. */
export function SessionsTable({ sessions }: { sessions: readonly Session[] }) {
  return (
    <DataTable
      label="Sessions"
      columns={COLUMNS}
      rows={sessions}
      rowId={(session) => session.id}
      empty={<EmptyState title="No other sessions" body="You are signed in only here." />}
    />
  );
}

function EndSession({ session }: { session: Session }) {
  const router = useRouter();
  const revoke = trpc.sessions.revoke.useMutation({
    onSuccess: () => {
      toastDone("Session ended", "It is out within five seconds.");
      router.refresh();
    },
    onError: toastError,
  });
  return (
    <Button
      size="sm"
      tone="danger-quiet"
      isPending={revoke.isPending}
      onClick={() => {
        if (session.isCurrent) void signOutHere();
        else revoke.mutate({ sessionId: session.id });
      }}
    >
      {session.isCurrent ? "Sign out" : "End"}
    </Button>
  );
}
