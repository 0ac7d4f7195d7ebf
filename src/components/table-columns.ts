import type { ReactNode } from "react";

/** A column of a table: what it is called, what it shows, and by what it sorts. */
export type TableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Makes the column sortable. Null sorts last. */
  sortBy?: (row: Row) => string | number | Date | null;
  /** What the table's search looks in. */
  searchIn?: (row: Row) => string;
  align?: "start" | "end";
  /** `title` heads the card on a phone; `hidden` is left out there. */
  onPhone?: "title" | "hidden";
  /** A row that has nothing to say here: its card on a phone leaves the line out. */
  isEmpty?: (row: Row) => boolean;
  /** The least a column needs on a wide screen. */
  width?: "narrow" | "wide";
};
