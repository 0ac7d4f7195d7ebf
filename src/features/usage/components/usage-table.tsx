"use client";

import { Receipt } from "lucide-react";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Money } from "@/components/money";
import type { TableColumn } from "@/components/table-columns";

/** One line of a sum: what it is counted under, and the rows behind it. */
export type UsageRow = { key: string; label: string; costUsd: string; calls: number; share: number; href: string };

function columns(header: string): readonly TableColumn<UsageRow>[] {
  return [
    {
      id: "label",
      header,
      onPhone: "title",
      cell: (row) => <span className="truncate font-medium text-ink">{row.label}</span>,
      sortBy: (row) => row.label,
      searchIn: (row) => row.label,
    },
    {
      id: "calls",
      header: "Calls",
      align: "end",
      cell: (row) => row.calls.toLocaleString("en"),
      sortBy: (row) => row.calls,
    },
    {
      id: "share",
      header: "Share",
      cell: (row) => (
        <span className="flex w-40 items-center gap-2">
          <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-line">
            <span className="block h-full bg-accent" style={{ width: `${String(row.share * 100)}%` }} />
          </span>
          <span className="w-9 text-right text-xs tabular-nums">{Math.round(row.share * 100)} %</span>
        </span>
      ),
      onPhone: "hidden",
    },
    {
      id: "cost",
      header: "Spent",
      align: "end",
      cell: (row) => <Money amount={row.costUsd} />,
      sortBy: (row) => Number(row.costUsd),
    },
  ];
}

const COLUMNS = {
  employee: columns("Person"),
  team: columns("Team"),
  model: columns("Model"),
  component: columns("What"),
  tokenSource: columns("Who paid"),
};

/** A span's spending, cut one way; each line leads to the charges behind it. */
export function UsageTable({ by, rows }: { by: keyof typeof COLUMNS; rows: readonly UsageRow[] }) {
  return (
    <DataTable
      label="Spending"
      columns={COLUMNS[by]}
      rows={rows}
      rowId={(row) => row.key}
      rowHref={(row) => row.href}
      initialSort={{ columnId: "cost", direction: "desc" }}
      empty={
        <EmptyState
          icon={<Receipt />}
          title="Nothing was spent"
          body="Model calls through the gateway appear here seconds after they end. Sign a machine in to make the first."
        />
      }
    />
  );
}
