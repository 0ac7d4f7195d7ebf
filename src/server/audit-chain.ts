import type pg from "pg";
import { GENESIS, type LogRow, contentDigest, linkHash } from "./log-digest";
import { systemPool } from "./system-db";

const BATCH = 2_000;

export const LOG_COLUMNS = `id, org_id as "orgId", employee_id as "employeeId", actor, on_behalf_of as "onBehalfOf",
  session_id as "sessionId", client_name as "clientName", client_version as "clientVersion", event_type as "eventType",
  event_category as "eventCategory", trust, run_id as "runId", created_at as "createdAt"`;

type Waiting = LogRow & { content: string | null; payload: unknown; salt: Buffer };
type Link = { row: Waiting; seq: bigint; digest: Buffer; hash: Buffer };

/**
 * Numbers and chains what was committed since the last time, for every organization; returns how many rows.
 *
 * Rows are written without a number, because a lock per organization inside business transactions cost five times the
 * throughput. The head's row is the lock here: whoever holds it appends, everyone else passes by, so that any number of
 * workers makes one chain. Rows of a transaction that commits late are numbered late; nothing is ever renumbered.
 */
export async function chainLog(): Promise<number> {
  const { rows } = await systemPool().query<{ org_id: string }>(
    "select distinct org_id from activity_logs where seq is null",
  );
  let chained = 0;
  for (const { org_id: orgId } of rows) {
    for (let count = BATCH; count === BATCH; chained += count) count = await chainBatch(orgId);
  }
  return chained;
}

async function chainBatch(orgId: string): Promise<number> {
  const client = await systemPool().connect();
  try {
    await client.query("begin");
    const count = await appendBatch(client, orgId);
    await client.query("commit");
    return count;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function appendBatch(client: pg.PoolClient, orgId: string): Promise<number> {
  await client.query("insert into log_heads (org_id, seq, hash) values ($1, 0, $2) on conflict do nothing", [
    orgId,
    GENESIS,
  ]);
  const heads = await client.query<{ seq: string; hash: Buffer }>(
    "select seq, hash from log_heads where org_id = $1 for update skip locked",
    [orgId],
  );
  const [head] = heads.rows;
  if (head === undefined) return 0;
  const { rows } = await client.query<Waiting>(
    `select ${LOG_COLUMNS}, content, payload, salt from activity_logs
      where org_id = $1 and seq is null order by created_at, id limit ${String(BATCH)}`,
    [orgId],
  );
  const links = linksAfter(head, rows);
  const last = links.at(-1);
  if (last === undefined) return 0;
  const { rowCount } = await client.query(
    `update activity_logs entry
        set seq = link.seq, content_digest = link.digest, hash = link.hash
       from unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::bytea[], $5::bytea[])
              as link (id, created_at, seq, digest, hash)
      where entry.id = link.id and entry.created_at = link.created_at and entry.seq is null`,
    [
      links.map(({ row }) => row.id),
      links.map(({ row }) => row.createdAt),
      links.map(({ seq }) => seq.toString()),
      links.map(({ digest }) => digest),
      links.map(({ hash }) => hash),
    ],
  );
  if (rowCount !== links.length)
    throw new Error("rows of the log were numbered by somebody who does not hold the head");
  await client.query("update log_heads set seq = $2, hash = $3, updated_at = now() where org_id = $1", [
    orgId,
    last.seq.toString(),
    last.hash,
  ]);
  return links.length;
}

function linksAfter(head: { seq: string; hash: Buffer }, rows: readonly Waiting[]): Link[] {
  let { hash } = head;
  let seq = BigInt(head.seq);
  return rows.map((row) => {
    const { content, payload, salt, ...fields } = row;
    const digest = contentDigest(salt, content, payload);
    seq += 1n;
    hash = linkHash(hash, seq, { ...fields, contentDigest: digest });
    return { row, seq, digest, hash };
  });
}
