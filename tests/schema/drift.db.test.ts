import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { readSchema, schemaDiff } from "../../scripts/lib/schema-engine";
import { ask, columns, emptyDatabase, foreignKeys, indexes } from "./support";

/**
 * What the migrations lead to (this file's database) against what `prisma/schema` says (a database made from it). They
 * must agree in all that Prisma can say; partial and expression indexes, equal nulls, `SET NULL` of one column and
 * generated columns it cannot.
 */
let declared = "";

beforeAll(async () => {
  const database = await emptyDatabase();
  await ask("create extension citext", [], database.url);
  await ask("create function uuid_v7() returns uuid language sql as 'select gen_random_uuid()'", [], database.url);
  await ask(await schemaDiff([], await readSchema(path.resolve("prisma/schema"))), [], database.url);
  declared = database.url;
  return database.drop;
});

it("declares and migrates the same columns", async () => {
  const plain = (found: Awaited<ReturnType<typeof columns>>) => found.map(({ generated: _, ...column }) => column);
  expect(plain(await columns())).toEqual(plain(await columns(declared)));
});

it("declares and migrates the same foreign keys", async () => {
  const migrated = await foreignKeys();
  const expected = await foreignKeys(declared);
  const rules = new Map(migrated.map(({ name, onDelete }) => [name, onDelete]));
  // Prisma knows SET NULL for whole keys only; it is declared as NO ACTION and finished by hand.
  const finished = expected.map((key) =>
    key.onDelete === "a" && rules.get(key.name) === "n" ? { ...key, onDelete: "n" } : key,
  );
  expect(migrated).toEqual(finished);
});

it("clears only the one column of a composite key whose target is deleted", async () => {
  const wrong = await ask(
    `select conname from pg_constraint
     where contype = 'f' and confdeltype = 'n' and cardinality(conkey) > 1 and cardinality(confdelsetcols) is distinct from 1`,
  );
  expect(wrong).toEqual([]);
});

it("declares and migrates the same keys and indexes, beyond what Prisma cannot say", async () => {
  const plain = (found: Awaited<ReturnType<typeof indexes>>) =>
    found
      .filter(({ special }) => !special)
      .map(({ name, definition }) => `${name}: ${definition.replace(" ON ONLY ", " ON ")}`);
  const expected = plain(await indexes(declared));
  const migrated = plain(await indexes());
  expect(expected.filter((index) => !migrated.includes(index))).toEqual([]);
  expect(migrated.filter((index) => !expected.includes(index))).toEqual([]);
});
