import { expect, it } from "vitest";
import { ask, columns, covers, foreignKeys, indexes, sourceSchema } from "./support";
import { DERIVED_RELATIONS, MOVED_COLUMNS, RENAMED_TABLES, RETYPED_COLUMNS } from "./source-map";

const source = sourceSchema();
const ours = (table: string) => RENAMED_TABLES[table] ?? table;

const FAMILIES: [source: RegExp, here: RegExp][] = [
  [/^uuid$/, /^uuid$/],
  [/^(varchar\d+|text|string)$/, /^(text|citext)$/],
  [/^jsonb?$/, /^jsonb$/],
  [/^(timestamp|datetime)$/, /^timestamp\(3\) with time zone$/],
  [/^(decimal|numeric)$/, /^numeric/],
  [/^(int|integer)$/, /^integer$/],
  [/^bool(ean)?$/, /^boolean$/],
  [/^bigint$/, /^bigint$/],
  [/^vector$/, /^real\[\]$/],
];

it("has every table of the source documents, and the view", async () => {
  const tables = new Set((await columns()).map(({ table }) => table));
  const missing = Object.keys(source.tables).filter((table) => !tables.has(ours(table)));
  expect(missing).toEqual([]);
  for (const { name } of source.views) {
    expect(await ask("select from pg_views where schemaname = 'public' and viewname = $1", [name]), name).toHaveLength(
      1,
    );
  }
});

it("has every column of the source documents where it was, or where the map says", async () => {
  const all = await columns();
  const has = (place: string) => all.some(({ table, column }) => place === `${table}.${column}`);
  const lost: string[] = [];
  for (const [table, { columns: named = {} }] of Object.entries(source.tables)) {
    for (const column of Object.keys(named)) {
      const place = MOVED_COLUMNS[`${table}.${column}`] ?? `${ours(table)}.${column}`;
      if (!has(place)) lost.push(`${table}.${column}`);
    }
  }
  expect(lost).toEqual([]);
});

it("maps no column that is still where it was", async () => {
  const all = await columns();
  const idle = Object.keys(MOVED_COLUMNS).filter((place) =>
    all.some(({ table, column }) => place === `${table}.${column}`),
  );
  expect(idle).toEqual([]);
});

it("keeps the kind of every source column, or says why not", async () => {
  const all = await columns();
  const changed: string[] = [];
  for (const [table, { columns: named = {} }] of Object.entries(source.tables)) {
    for (const [column, { type }] of Object.entries(named)) {
      const here = all.find((candidate) => candidate.table === ours(table) && candidate.column === column);
      if (here === undefined) continue;
      const family = FAMILIES.find(([wanted]) => wanted.test(type));
      if (family === undefined) throw new Error(`no family for ${type}`);
      if (!family[1].test(here.type)) changed.push(`${table}.${column}`);
    }
  }
  const told = Object.keys(RETYPED_COLUMNS).filter((place) => place !== "document_chunks.embedding");
  expect(changed.sort()).toEqual(told.sort());
});

it("finds rows by every index that the source documents name", async () => {
  const all = await indexes();
  for (const wanted of source.indexes) {
    const names = wanted.columns.split(/,\s*/).map((column) => column.replace(/\s+(ASC|DESC)$/i, ""));
    const isCovered = all.some(
      (index) =>
        index.table === wanted.table &&
        covers({ ...index, columns: index.columns.map((column) => column.replace(/ DESC$/, "")) }, names),
    );
    expect(isCovered, `${wanted.name} on ${wanted.table} (${wanted.columns})`).toBe(true);
  }
});

it("has a foreign key for every relation of the source documents, or says why not", async () => {
  const keys = await foreignKeys();
  const missing = new Set<string>();
  for (const { from, to } of source.relations) {
    const [one, many] = [ours(from), ours(to)];
    // The documents draw some relations from the many to the one.
    const isKey = keys.some(
      (key) => (key.table === many && key.target === one) || (key.table === one && key.target === many),
    );
    if (!isKey) missing.add(`${from} → ${to}`);
  }
  expect([...missing].sort()).toEqual(Object.keys(DERIVED_RELATIONS).sort());
});
