"use client";

import { Tags } from "lucide-react";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import type { ModelPriceRow } from "./model-prices";

const KINDS = [
  { kind: "input_tokens", header: "Input" },
  { kind: "output_tokens", header: "Output" },
  { kind: "cache_read_tokens", header: "Cache read" },
  { kind: "cache_write_5m_tokens", header: "Cache write, 5 min" },
  { kind: "cache_write_1h_tokens", header: "1 h" },
] as const;

const COLUMNS: readonly TableColumn<ModelPriceRow>[] = [
  {
    id: "model",
    header: "Model",
    onPhone: "title",
    cell: ({ model, provider }) => (
      <span className="min-w-0">
        <code className="block truncate font-mono text-xs text-ink">{model}</code>
        <span className="block text-xs text-ink-faint">{provider}</span>
      </span>
    ),
    sortBy: ({ id }) => id,
    searchIn: ({ id }) => id,
  },
  ...KINDS.map(({ kind, header }): TableColumn<ModelPriceRow> => ({
    id: kind,
    header,
    align: "end",
    cell: ({ costs }) => <span className="tabular-nums">{costs[kind] ?? "–"}</span>,
  })),
  {
    id: "source",
    header: "Says who, since",
    cell: ({ source, since }) => (
      <span className="text-xs text-ink-soft">
        {source} <RelativeTime at={since} />
      </span>
    ),
  },
];

/** What models cost, dollars a million tokens. A model that is not in it is refused by name. */
export function PricesTable({ prices }: { prices: readonly ModelPriceRow[] }) {
  return (
    <DataTable
      label="Prices"
      columns={COLUMNS}
      rows={prices}
      rowId={({ id }) => id}
      search={{ placeholder: "Find a model" }}
      empty={
        <EmptyState
          icon={<Tags />}
          title="No model has a price"
          body="Every call is refused until the operator imports the price list."
        />
      }
    />
  );
}
