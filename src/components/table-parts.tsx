"use client";

import { ArrowDown, ArrowUp, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent, ReactNode } from "react";
import { cn } from "./cn";
import type { TableColumn } from "./table-columns";

type Parts<Row> = {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly { id: string; row: Row }[];
  rowHref: ((row: Row) => string | null) | undefined;
  onOpen: ((row: Row) => void) | undefined;
};
type Header = { id: string; sorted: false | "asc" | "desc"; toggle: (() => void) | null };

const OPENER = "[data-row-opener]";

/** Arrow keys move between what opens the rows. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const opener = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(OPENER) : null;
  if (step === undefined || opener === null || event.metaKey || event.ctrlKey) return;
  const openers = [...event.currentTarget.querySelectorAll<HTMLElement>(OPENER)];
  event.preventDefault();
  openers[openers.indexOf(opener) + step]?.focus();
}

/** What opens a row: it covers the whole row for the pointer, and is one stop for the keyboard. */
function Opener<Row>({
  row,
  rowHref,
  onOpen,
  children,
}: Pick<Parts<Row>, "rowHref" | "onOpen"> & { row: Row; children: ReactNode }) {
  const look =
    "block w-full min-w-0 rounded-sm text-left outline-offset-4 after:absolute after:inset-0 after:content-['']";
  const href = rowHref?.(row) ?? null;
  if (href !== null) {
    return (
      <Link href={href} data-row-opener className={look}>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" data-row-opener onClick={() => onOpen(row)} className={look}>
        {children}
      </button>
    );
  }
  return children;
}

export function TableGrid<Row>({
  label,
  columns,
  rows,
  rowHref,
  onOpen,
  headers,
}: Parts<Row> & { headers: readonly Header[] }) {
  const opens = rowHref !== undefined || onOpen !== undefined;
  return (
    <div className="overflow-x-auto max-md:hidden">
      <table aria-label={label} className="w-full border-collapse text-sm" onKeyDown={moveBetweenRows}>
        <thead>
          <tr className="border-b border-line bg-sunken/60 text-xs text-ink-faint">
            {columns.map((column, place) => (
              <HeaderCell key={column.id} column={column} header={headers[place]} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, row }) => (
            <tr key={id} className={cn("relative border-b border-line last:border-0", opens && "hover:bg-hover")}>
              {columns.map((column, place) => (
                <td
                  key={column.id}
                  className={cn(
                    "h-10 max-w-88 px-3 py-1.5 align-middle text-ink-soft first:pl-4 last:pr-4",
                    column.align === "end" && "text-right tabular-nums",
                    column.width === "narrow" && "w-px whitespace-nowrap",
                    place > 0 && "[&_a]:relative [&_a]:z-1 [&_button]:relative [&_button]:z-1",
                  )}
                >
                  {place === 0 ? (
                    <Opener row={row} rowHref={rowHref} onOpen={onOpen}>
                      {column.cell(row)}
                    </Opener>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

function HeaderCell<Row>({ column, header }: { column: TableColumn<Row>; header: Header | undefined }) {
  const sorted = header?.sorted ?? false;
  const toggle = header?.toggle ?? null;
  const end = column.align === "end";
  return (
    <th
      scope="col"
      aria-sort={sorted === false ? undefined : ARIA_SORT[sorted]}
      className={cn("h-8 px-3 text-left font-medium whitespace-nowrap first:pl-4 last:pr-4", end && "text-right")}
    >
      {toggle === null ? (
        column.header || <span className="sr-only">Actions</span>
      ) : (
        <button
          type="button"
          onClick={toggle}
          className={cn("inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink", end && "flex-row-reverse")}
        >
          {column.header}
          {sorted === "asc" && <ArrowUp aria-hidden className="size-3" />}
          {sorted === "desc" && <ArrowDown aria-hidden className="size-3" />}
        </button>
      )}
    </th>
  );
}

export function TableCards<Row>({ label, columns, rows, rowHref, onOpen }: Parts<Row>) {
  const title = columns.find(({ onPhone }) => onPhone === "title") ?? columns[0];
  const rest = columns.filter((column) => column !== title && column.onPhone !== "hidden");
  const opens = rowHref !== undefined || onOpen !== undefined;
  if (!title) return null;
  return (
    <ul aria-label={label} className="divide-y divide-line md:hidden">
      {rows.map(({ id, row }) => (
        <li key={id} className="relative px-4 py-3">
          <div className="flex items-center justify-between gap-2 font-medium text-ink">
            <Opener row={row} rowHref={rowHref} onOpen={onOpen}>
              {title.cell(row)}
            </Opener>
            {opens && <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />}
          </div>
          <dl className="mt-2 space-y-1.5 text-sm">
            {rest
              .filter((column) => !column.isEmpty?.(row))
              .map((column) => (
                <div key={column.id} className="flex items-center justify-between gap-4">
                  <dt className="shrink-0 text-ink-faint">{column.header}</dt>
                  <dd className="min-w-0 text-right text-ink-soft [&_a]:relative [&_a]:z-1 [&_button]:relative [&_button]:z-1">
                    {column.cell(row)}
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
