import { columns, type Column, foreignKeys, type ForeignKey, ask } from "../schema/support";

export type Row = Record<string, unknown>;
export type Catalog = { columns: Column[]; keys: ForeignKey[]; tables: string[] };

/** Values that a table's own rules want; everything else is made from the column's type. */
const WANTED: Record<string, Row> = {
  approvals: { request_id: "→agent_requests" },
  agent_requests: { request_type: "new_agent" },
  activity_logs: { event_type: "auth.login" },
  budgets: { scope: "ORG", period: "DAY" },
  budget_periods: { period_start: "2026-01-01", period_end: "2026-02-01" },
  bundles: { document: {} },
  hierarchical_entities: { type: "AGENT" },
  subscriptions: { status: "canceled" },
  usage_logs: { token_source: "company" },
  usage_records: { period_start: "2026-01-01", period_end: "2026-01-02" },
};

/** Tables that the factories fill already, with what makes a second row senseless. */
const GLOBAL = new Set([
  "password_reset_tokens",
  "email_verification_tokens",
  "worker_leases",
  "rate_limits",
  "organizations",
]);

let count = 0;

export async function readCatalog(): Promise<Catalog> {
  const [all, keys] = await Promise.all([columns(), foreignKeys()]);
  return { columns: all, keys, tables: [...new Set(all.map(({ table }) => table))] };
}

function valueFor({ table, column, type }: Column): unknown {
  count += 1;
  if (type === "uuid") return `00000000-0000-7000-8000-${String(count).padStart(12, "0")}`;
  if (type === "text" || type === "citext") return `${table}-${column}-${String(count)}`;
  if (type.startsWith("numeric") || type === "integer" || type === "bigint") return 0;
  if (type === "boolean") return false;
  if (type === "jsonb") return {};
  if (type === "bytea") return "\\x00";
  if (type.startsWith("timestamp")) return "2026-11-01T00:00:00Z";
  throw new Error(`no value for ${table}.${column} ${type}`);
}

function isRequired(column: Column): boolean {
  return !column.nullable && column.default === null && !column.generated;
}

function keyOf(catalog: Catalog, table: string, column: string): ForeignKey | undefined {
  return catalog.keys.find((key) => key.table === table && key.columns.includes(column) && column !== "org_id");
}

/**
 * Writes one row into every table that belongs to organizations, each pointing at the others where it must, and answers
 * with them as they stand. Runs as the owner, so that all keys, checks and triggers hold.
 */
export async function populate(catalog: Catalog, orgId: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  let waiting = catalog.tables.filter((table) => !GLOBAL.has(table));
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => draft(catalog, { table, orgId, rows }) !== undefined);
    if (ready.length === 0) throw new Error(`cannot order ${waiting.join(", ")}`);
    for (const table of ready) rows.set(table, await insert(table, draft(catalog, { table, orgId, rows }) ?? {}));
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return rows;
}

type Draft = { table: string; orgId: string; rows: Map<string, Row> };

/** The row to write, or nothing when a row that it must point at is not there yet. */
function draft(catalog: Catalog, { table, orgId, rows }: Draft): Row | undefined {
  const row: Row = {};
  for (const column of catalog.columns.filter((candidate) => candidate.table === table)) {
    const wanted = WANTED[table]?.[column.column];
    if (column.column === "org_id") row.org_id = orgId;
    else if (typeof wanted === "string" && wanted.startsWith("→")) {
      const target = rows.get(wanted.slice(1));
      if (target === undefined) return undefined;
      row[column.column] = target.id;
    } else if (wanted !== undefined) row[column.column] = wanted;
    else if (isRequired(column)) {
      const key = keyOf(catalog, table, column.column);
      const target = key && rows.get(key.target);
      if (key && target === undefined) return undefined;
      const position = key?.columns.indexOf(column.column) ?? -1;
      row[column.column] = key && target ? target[key.targetColumns[position] ?? "id"] : valueFor(column);
    }
  }
  return row;
}

async function insert(table: string, row: Row): Promise<Row> {
  const names = Object.keys(row)
    .map((name) => `"${name}"`)
    .join(", ");
  const [written] = await ask<{ row: Row }>(
    `insert into ${table} as t (${names}) select ${names} from jsonb_populate_record(null::${table}, $1) returning to_jsonb(t) as row`,
    [JSON.stringify(row)],
  );
  if (written === undefined) throw new Error(`nothing was written to ${table}`);
  return written.row;
}
