"use client";

import { Receipt } from "lucide-react";
import { Badge } from "@/components/badge";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Money } from "@/components/money";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";

export type ChargeRow = {
  id: string;
  occurredAt: Date;
  quantity: string;
  costUsd: string;
  tokenSource: string;
  isEstimated: boolean;
  employee: { fullName: string } | null;
  sku: { modelName: string | null; componentType: string; costUnit: string };
  price: { internalCost: string } | null;
};

const UNITS: Record<string, string> = { ONE: "each", PER_1K: "per 1,000", PER_1M: "per million" };
const components = (type: string) => type.replaceAll("_", " ");

const COLUMNS: readonly TableColumn<ChargeRow>[] = [
  {
    id: "model",
    header: "Charge",
    onPhone: "title",
    cell: (row) => (
      <span className="block min-w-0">
        <span className="block truncate font-medium text-ink">{row.sku.modelName ?? "unknown model"}</span>
        <span className="block truncate text-xs font-normal text-ink-faint">{components(row.sku.componentType)}</span>
      </span>
    ),
    sortBy: (row) => row.sku.modelName,
  },
  {
    id: "who",
    header: "Person",
    cell: (row) => row.employee?.fullName ?? "nobody",
    sortBy: (row) => row.employee?.fullName ?? null,
  },
  {
    id: "quantity",
    header: "Quantity",
    align: "end",
    cell: (row) => Number(row.quantity).toLocaleString("en"),
    sortBy: (row) => Number(row.quantity),
  },
  {
    id: "price",
    header: "Price",
    align: "end",
    cell: (row) =>
      row.price === null ? (
        "–"
      ) : (
        <span>
          <Money amount={row.price.internalCost} />{" "}
          <span className="text-ink-faint">{UNITS[row.sku.costUnit] ?? ""}</span>
        </span>
      ),
    onPhone: "hidden",
  },
  {
    id: "cost",
    header: "Cost",
    align: "end",
    cell: (row) => <Money amount={row.costUsd} places={6} />,
    sortBy: (row) => Number(row.costUsd),
  },
  {
    id: "source",
    header: "Paid by",
    cell: (row) => (
      <span className="inline-flex gap-1">
        <Badge>{row.tokenSource}</Badge>
        {row.isEstimated && (
          <Badge
            tone="warn"
            hint="The process that served the call died before it could count; this is what had been held or seen."
          >
            estimated
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: "when",
    header: "When",
    align: "end",
    width: "narrow",
    cell: (row) => <RelativeTime at={row.occurredAt} />,
    sortBy: (row) => row.occurredAt,
  },
];

/** The ledger's own rows. */
export function ChargesTable({ charges }: { charges: readonly ChargeRow[] }) {
  return (
    <DataTable
      label="Charges"
      columns={COLUMNS}
      rows={charges}
      rowId={(row) => row.id}
      empty={
        <EmptyState icon={<Receipt />} title="No charges" body="Nothing was booked in this span under this filter." />
      }
    />
  );
}
