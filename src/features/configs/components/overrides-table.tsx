"use client";

import { UserCog } from "lucide-react";
import { Badge } from "@/components/badge";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { LevelBadge } from "./level-badge";

export type OverrideRow = {
  id: string;
  kind: "team" | "employee";
  name: string;
  settings: readonly string[];
  isEnabled: boolean;
  updatedAt: Date;
  /** Where it is read and changed; a team's own page comes with teams. */
  href: string | null;
};

const COLUMNS: readonly TableColumn<OverrideRow>[] = [
  {
    id: "name",
    header: "For",
    onPhone: "title",
    cell: (row) => <span className="font-medium text-ink">{row.name}</span>,
    sortBy: (row) => row.name,
    searchIn: (row) => row.name,
  },
  {
    id: "level",
    header: "Level",
    cell: (row) => <LevelBadge level={{ kind: row.kind, name: "" }} />,
    sortBy: (row) => row.kind,
  },
  {
    id: "differs",
    header: "Differs in",
    cell: (row) => (
      <span className="line-clamp-2 font-mono text-xs break-all">
        {row.settings.join(", ") || "the instruction only"}
      </span>
    ),
  },
  {
    id: "on",
    header: "Agent",
    cell: (row) => (row.isEnabled ? <Badge tone="allow">On</Badge> : <Badge tone="deny">Off</Badge>),
  },
  {
    id: "changed",
    header: "Changed",
    align: "end",
    cell: (row) => <RelativeTime at={row.updatedAt} />,
    sortBy: (row) => row.updatedAt,
  },
];

/** The teams and people who differ from the base. */
export function OverridesTable({ overrides }: { overrides: readonly OverrideRow[] }) {
  return (
    <DataTable
      label="Overrides"
      columns={COLUMNS}
      rows={overrides}
      rowId={(row) => row.id}
      rowHref={(row) => row.href}
      search={{ placeholder: "Find a team or person" }}
      empty={
        <EmptyState
          icon={<UserCog />}
          title="Nobody differs"
          body="Choose a person above to see what he or she gets, and to set something apart."
        />
      }
    />
  );
}
