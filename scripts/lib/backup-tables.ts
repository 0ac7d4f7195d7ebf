import type pg from "pg";

export type BackupTable = { name: string; columns: string[] };
type Constraint = { table: string; name: string; definition: string };

/** What carries a company's data: every table of ours but the migrations' own record. Partitions come with their parent. */
export async function backupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> '_prisma_migrations'
      group by c.relname order by c.relname`,
  );
  return rows;
}

export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1",
  );
  return rows.map((row) => row.name);
}

/**
 * Rows come back in no order that references could follow, and triggers would announce and number what already was: so both
 * stand aside while `work` runs, in the caller's transaction. Nobody else sees the tables without them.
 */
export async function withoutGuards(
  client: pg.ClientBase,
  tables: readonly BackupTable[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows: constraints } = await client.query<Constraint>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint
      where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of constraints) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of tables) {
    await client.query(`alter table "${name}" no force row level security`);
    await client.query(`alter table "${name}" disable trigger user`);
  }

  await work();

  for (const { name } of tables) {
    await client.query(`alter table "${name}" enable trigger user`);
    await client.query(`alter table "${name}" force row level security`);
  }
  for (const { table, name, definition } of constraints) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
}

/** Tables without row-level security get none by a restore either. */
export async function guardedTables(client: pg.ClientBase, tables: readonly BackupTable[]): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity",
  );
  const forced = new Set(rows.map((row) => row.name));
  return tables.filter((table) => forced.has(table.name));
}

/** Numbering goes on after the highest number that came back. */
export async function advanceSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`,
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval('${sequence}', coalesce((select max("${column}") from "${table}"), 0) + 1, false)`,
    );
  }
}
