"use client";

import { SlidersHorizontal } from "lucide-react";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import type { TableColumn } from "@/components/table-columns";
import { LevelBadge } from "./level-badge";

export type ResolvedValue = { path: string; value: string; level: { kind: string; name: string } };

const COLUMNS: readonly TableColumn<ResolvedValue>[] = [
  {
    id: "path",
    header: "Setting",
    onPhone: "title",
    cell: (row) => <code className="font-mono text-xs font-medium break-all text-ink">{row.path}</code>,
    sortBy: (row) => row.path,
    searchIn: (row) => row.path,
  },
  {
    id: "value",
    header: "Value",
    cell: (row) => <code className="line-clamp-3 font-mono text-xs break-all">{row.value}</code>,
    searchIn: (row) => row.value,
  },
  {
    id: "level",
    header: "From",
    cell: (row) => <LevelBadge level={row.level} />,
    sortBy: (row) => row.level.kind,
    width: "narrow",
  },
];

/** What a person really gets: each value with the level that had the last word. */
export function ResolvedTable({ values }: { values: readonly ResolvedValue[] }) {
  return (
    <DataTable
      label="Resolved configuration"
      columns={COLUMNS}
      rows={values}
      rowId={(row) => row.path}
      search={{ placeholder: "Find a setting" }}
      empty={
        <EmptyState
          icon={<SlidersHorizontal />}
          title="Nothing is set"
          body="The agent runs as it comes, within the policies."
        />
      }
    />
  );
}
