import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { finished, pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import pg from "pg";
import copy from "pg-copy-streams";
import { Failure } from "../bootstrap/machine.mjs";
import {
  advanceSequences,
  appliedMigrations,
  type BackupTable,
  backupTables,
  guardedTables,
  withoutGuards,
} from "./backup-tables";

/** The first line of a backup. What follows are tables: a line that names one, its rows as COPY writes them, an end mark. */
type Header = { steward: number; madeAt: string; migrations: string[]; oldest: string | null };
const FORMAT = 1;
const END = Buffer.from("\\.\n");

function tableLine({ name, columns }: BackupTable): string {
  return `${JSON.stringify({ table: name, columns })}\n`;
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "steward backup" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Where the oldest month begins: a restore makes the partitions from there on. */
const OLDEST_MONTH = String.raw`
  select min(substring(pg_get_expr(relpartbound, oid) from 'FROM \(''([^'']+)''')::timestamptz) as oldest
    from pg_class where relispartition and relkind = 'r' and relnamespace = 'public'::regnamespace`;

async function headerOf(client: pg.Client): Promise<Header> {
  const { rows } = await client.query<{ oldest: Date | null }>(OLDEST_MONTH);
  const migrations = await appliedMigrations(client);
  return {
    steward: FORMAT,
    madeAt: new Date().toISOString(),
    migrations,
    oldest: rows[0]?.oldest?.toISOString() ?? null,
  };
}

/**
 * Writes every row of every table to one compressed file, as of one moment, while Steward runs. Durable jobs in flight are
 * not part of it: what was enqueued is. Credentials stay sealed, so a backup is worth nothing without STEWARD_SECRET, and
 * cannot be used without it either.
 */
export async function backup(url: string, file: string): Promise<number> {
  if (existsSync(file)) throw new Failure(`${file} is there already.`, "Name a new file, or remove that one first.");
  return connected(url, async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const gzip = createGzip();
    const written = pipeline(gzip, createWriteStream(file, { mode: 0o600, flags: "wx" }));
    gzip.write(`${JSON.stringify(await headerOf(client))}\n`);
    const tables = await backupTables(client);
    for (const table of tables) {
      gzip.write(tableLine(table));
      const rows = client.query(copy.to(`copy (select ${list(table.columns)} from "${table.name}") to stdout`));
      rows.on("data", (chunk: Buffer) => {
        if (!gzip.write(chunk)) rows.pause();
      });
      gzip.on("drain", () => rows.resume());
      await finished(rows);
      gzip.removeAllListeners("drain");
      gzip.write(END);
    }
    gzip.end();
    await written;
    await client.query("commit");
    return tables.length;
  });
}

/** Reads a compressed file line by line without decoding it: a row of COPY is one line, whatever stands in it. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file).pipe(createGunzip()) as AsyncIterable<Buffer>) {
    let from = 0;
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = data.indexOf(10, from); end >= 0; end = data.indexOf(10, from)) {
      yield data.subarray(from, end + 1);
      from = end + 1;
    }
    rest = data.subarray(from);
  }
}

async function requireFitting(client: pg.Client, header: Header): Promise<void> {
  const migrations = await appliedMigrations(client);
  if (header.steward !== FORMAT || header.migrations.join() !== migrations.join()) {
    const remedy =
      "Restore with the version of Steward that made it, then start this one: it brings the data up to date.";
    throw new Failure("The backup is of another version of the database.", remedy);
  }
  const { rows } = await client.query("select from organizations limit 1");
  if (rows.length > 0) {
    throw new Failure(
      "The database is not empty.",
      "Restore into an empty one: STEWARD_ROLE=migrate makes its tables.",
    );
  }
}

async function restoreTables(client: pg.Client, lines: AsyncGenerator<Buffer>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    const { table, columns } = JSON.parse(line.toString("utf8")) as { table: string; columns: string[] };
    const rows = client.query(copy.from(`copy "${table}" (${list(columns)}) from stdin`));
    for (;;) {
      const row = await lines.next();
      if (row.done)
        throw new Failure("The backup ends in the middle of a table.", "Take another one; this file is damaged.");
      if (row.value.equals(END)) break;
      if (!rows.write(row.value)) await once(rows, "drain");
    }
    rows.end();
    await finished(rows);
    count += 1;
  }
  return count;
}

/** Puts a backup into an empty database of the same version, all of it or nothing. */
export async function restore(url: string, file: string): Promise<number> {
  if (!existsSync(file)) throw new Failure(`${file} is not there.`, "Name the file that `admin -- backup` wrote.");
  return connected(url, async (client) => {
    const lines = linesOf(file);
    const first = await lines.next().catch((error: unknown) => {
      throw new Failure(`${file} is no backup of Steward.`, "Name the file that `admin -- backup` wrote.", {
        cause: error,
      });
    });
    const header = JSON.parse(String(first.value)) as Header;
    await requireFitting(client, header);
    await client.query("begin");
    if (header.oldest !== null) await client.query("select ensure_partitions($1)", [header.oldest]);
    const guarded = await guardedTables(client, await backupTables(client));
    let count = 0;
    await withoutGuards(client, guarded, async () => {
      count = await restoreTables(client, lines);
      await advanceSequences(client);
    });
    await client.query("commit");
    return count;
  });
}
