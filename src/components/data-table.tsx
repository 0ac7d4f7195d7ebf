"use client";

import {
  type SortingState,
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { Search } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Input } from "./input";
import { TableCards, TableGrid } from "./table-parts";
import type { TableColumn } from "./table-columns";

type Props<Row> = {
  /** Read aloud as the table's name. */
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Where a row leads, or what it opens; a table of facts has neither. */
  rowHref?: (row: Row) => string | null;
  onOpen?: (row: Row) => void;
  /** What stands there when there is nothing at all. */
  empty: ReactNode;
  search?: { placeholder: string };
  /** Other filters, beside the search. */
  filters?: ReactNode;
  /** Below the rows: older pages, counts. */
  footer?: ReactNode;
  initialSort?: { columnId: string; direction: "asc" | "desc" };
};

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

type Comparable = string | number | Date | null;

function compare(a: Comparable, b: Comparable): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "string" && typeof b === "string") return a.localeCompare(b, "en", { numeric: true });
  return Number(a) - Number(b);
}

function useRows<Row extends object>({ columns, rows, rowId, initialSort }: Props<Row>) {
  const [sorting, setSorting] = useState<SortingState>(
    initialSort ? [{ id: initialSort.columnId, desc: initialSort.direction === "desc" }] : [],
  );
  const [globalFilter, setGlobalFilter] = useState("");
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(({ id, header, sortBy }) =>
      helper.accessor((row: Row): unknown => sortBy?.(row) ?? null, {
        id,
        header,
        enableSorting: sortBy !== undefined,
        sortFn: (a, b) => (sortBy ? compare(sortBy(a.original), sortBy(b.original)) : 0),
      }),
    );
  }, [columns]);
  const searchable = useMemo(() => columns.flatMap(({ searchIn }) => (searchIn ? [searchIn] : [])), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: rowId,
    state: { sorting, globalFilter },
    onSortingChange: setSorting,
    onGlobalFilterChange: setGlobalFilter,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, _column, wanted: string) =>
      searchable.some((textOf) => textOf(row.original).toLowerCase().includes(wanted.toLowerCase())),
  });
  return { table, globalFilter, setGlobalFilter };
}

/**
 * Rows that sort and filter where they stand. Arrow keys, `j` and `k` move between rows, Enter opens one. On a phone each
 * row is a card. Give it stable `columns`, from outside the component.
 */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { label, columns, rows, rowHref, onOpen, empty, search, filters, footer } = props;
  const { table, globalFilter, setGlobalFilter } = useRows(props);
  const shown = table.getRowModel().rows.map((row) => ({ id: row.id, row: row.original }));
  const headers = (table.getHeaderGroups()[0]?.headers ?? []).map(({ column }) => ({
    id: column.id,
    sorted: column.getIsSorted(),
    toggle: column.getCanSort() ? () => column.toggleSorting() : null,
  }));
  const hasBar = filters !== undefined || (search !== undefined && rows.length > 0);
  const parts = { label, columns, rows: shown, rowHref, onOpen };
  return (
    <div>
      {hasBar && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
          {search && rows.length > 0 && (
            <div className="w-full sm:w-64">
              <Input
                type="search"
                aria-label={search.placeholder}
                placeholder={search.placeholder}
                prefix={<Search />}
                value={globalFilter}
                onChange={(event) => setGlobalFilter(event.target.value)}
              />
            </div>
          )}
          {filters}
        </div>
      )}
      {rows.length === 0 ? (
        empty
      ) : shown.length === 0 ? (
        <p className="px-4 py-10 text-center text-ink-faint">Nothing matches “{globalFilter}”.</p>
      ) : (
        <>
          <TableGrid {...parts} headers={headers} />
          <TableCards {...parts} />
        </>
      )}
      {footer !== undefined && <div className="border-t border-line px-4 py-2 text-xs text-ink-faint">{footer}</div>}
    </div>
  );
}
