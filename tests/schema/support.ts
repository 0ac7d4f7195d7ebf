import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";

/** Runs one query as the owner of this test file's database, or of another one. */
export async function ask<Row extends object>(
  sql: string,
  values: unknown[] = [],
  url = process.env.DATABASE_URL,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** An empty database of the owner's, and what removes it. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { superUrl, ownerUrl } = inject("testCluster");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  await ask(`create database ${name} owner steward_owner`, [], superUrl);
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: async () => {
      await ask(`drop database ${name} with (force)`, [], superUrl);
    },
  };
}

export type SourceSchema = {
  tables: Record<string, { columns?: Record<string, { type: string; key: string | null }> }>;
  indexes: { document: string; name: string; table: string; columns: string }[];
  relations: { document: string; from: string; to: string; label: string }[];
  views: { document: string; name: string }[];
};

/** What the product's source documents name: tables, columns, indexes, relations and views. */
export function sourceSchema(): SourceSchema {
  const file = path.resolve("tests/schema/source-schema.json");
  return JSON.parse(readFileSync(file, "utf8")) as SourceSchema;
}

export type Column = {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  default: string | null;
  generated: boolean;
};

const OURS = "n.nspname = 'public' and not c.relispartition and c.relname <> '_prisma_migrations'";

export function columns(url?: string): Promise<Column[]> {
  return ask<Column>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
       case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default, a.attgenerated <> '' as generated
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where ${OURS} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
     order by 1, 2`,
    [],
    url,
  );
}

export type ForeignKey = {
  name: string;
  table: string;
  columns: string[];
  target: string;
  targetColumns: string[];
  onDelete: string;
};

export function foreignKeys(url?: string): Promise<ForeignKey[]> {
  return ask<ForeignKey>(
    `select k.conname as name, c.relname as table, t.relname as target, k.confdeltype::text as "onDelete",
       array(select attname::text from unnest(k.conkey) with ordinality x (num, i) join pg_attribute on attrelid = k.conrelid and attnum = num order by i) as columns,
       array(select attname::text from unnest(k.confkey) with ordinality x (num, i) join pg_attribute on attrelid = k.confrelid and attnum = num order by i) as "targetColumns"
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.conparentid = 0 and ${OURS}
     order by 1`,
    [],
    url,
  );
}

export type Index = {
  name: string;
  table: string;
  columns: string[];
  unique: boolean;
  primary: boolean;
  /** It has a condition, an expression, another method or equal nulls: what Prisma cannot say. */
  special: boolean;
  partial: boolean;
  definition: string;
};

export function indexes(url?: string): Promise<Index[]> {
  return ask<Index>(
    `select i.relname as name, c.relname as table, x.indisunique as unique, x.indisprimary as primary, x.indpred is not null as partial,
       (x.indpred is not null or x.indexprs is not null or x.indnullsnotdistinct or m.amname <> 'btree') as special,
       array(select pg_get_indexdef(x.indexrelid, n, true) from generate_series(1, x.indnkeyatts) n) as columns,
       pg_get_indexdef(x.indexrelid) as definition
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
     join pg_namespace n on n.oid = c.relnamespace join pg_am m on m.oid = i.relam
     where ${OURS}
     order by 1`,
    [],
    url,
  );
}

/**
 * Whether an index finds rows by these columns: they are its first ones, in whatever order. One that leaves out the rows
 * in which a column is null finds by that column just as well.
 */
export function covers(index: Index, wanted: readonly string[]): boolean {
  const first = new Set(index.columns.slice(0, wanted.length));
  const leavesOut = / WHERE \((\w+) IS NOT NULL\)$/.exec(index.definition)?.[1];
  const isWhole = !index.partial || (leavesOut !== undefined && wanted.includes(leavesOut));
  return isWhole && wanted.every((column) => first.has(column));
}
