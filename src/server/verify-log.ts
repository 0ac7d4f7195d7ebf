import { LOG_COLUMNS } from "./audit-chain";
import { verifyingKeys } from "./crypto";
import { type Anchor, droppedFrom, isAnchorGenuine } from "./log-anchors";
import { GENESIS, type LogRow, contentDigest, linkHash } from "./log-digest";
import { systemPool } from "./system-db";

const BATCH = 2_000;

type Chained = LogRow & {
  seq: string;
  content: string | null;
  payload: unknown;
  salt: Buffer | null;
  contentDigest: Buffer;
  hash: Buffer;
};
type Signed = Anchor & { isGenuine: boolean };

/** Where a chain stops being believable, and how. */
export type LogFault = {
  seq: number;
  rowId: string | null;
  kind: "missing" | "altered" | "head" | "anchor";
  /** One sentence for whoever ran the check. */
  message: string;
};

export type LogVerdict = {
  isIntact: boolean;
  /** How many rows were recomputed. */
  checked: number;
  /** Rows written and not yet numbered. */
  waiting: number;
  /** The number up to which the chain was found. */
  lastSeq: number;
  fault: LogFault | null;
};

type Position = { seq: bigint; hash: Buffer };

/**
 * Recomputes an organization's whole chain and compares: every row with its hash, every number with its neighbour, every
 * signed anchor with the row it names, the last row with the head. Stops at the first fault.
 *
 * Rows whose content retention has blanked count by their digest; rows it dropped count by the anchor signed before.
 * A row edited, removed, added or moved anywhere before the head is found.
 */
export async function verifyLog(orgId: string): Promise<LogVerdict> {
  const anchors = await anchorsOf(orgId);
  const { at, checked, fault } = await verifyRows(orgId, anchors);
  const { rows } = await systemPool().query<{ waiting: string; numbered: string }>(
    `select count(*) filter (where seq is null) as waiting, count(seq) filter (where seq <= $2) as numbered
       from activity_logs where org_id = $1`,
    [orgId, at.seq.toString()],
  );
  const [counts] = rows;
  const found = fault ?? (await verifyHead(orgId, at, anchors)) ?? verifyCount(at, checked, Number(counts?.numbered));
  return {
    isIntact: found === null,
    checked,
    waiting: Number(counts?.waiting),
    lastSeq: Number(at.seq),
    fault: found,
  };
}

async function verifyRows(
  orgId: string,
  anchors: Map<string, Signed[]>,
): Promise<{ at: Position; checked: number; fault: LogFault | null }> {
  let at: Position = { seq: 0n, hash: GENESIS };
  for (let checked = 0; ;) {
    const rows = await rowsAfter(orgId, at.seq);
    for (const row of rows) {
      const fault = verifyRow(at, row, anchors);
      if (fault) return { at, checked, fault };
      at = { seq: BigInt(row.seq), hash: row.hash };
      checked += 1;
    }
    if (rows.length < BATCH) return { at, checked, fault: null };
  }
}

/** A second row under a number that was already read would hide between two batches; the count finds it. */
function verifyCount(at: Position, checked: number, numbered: number): LogFault | null {
  if (checked === numbered) return null;
  return { kind: "missing", seq: Number(at.seq), rowId: null, message: "A number of the log is taken twice." };
}

async function rowsAfter(orgId: string, seq: bigint): Promise<Chained[]> {
  const { rows } = await systemPool().query<Chained>(
    `select ${LOG_COLUMNS}, seq, content, payload, salt, content_digest as "contentDigest", hash from activity_logs
      where org_id = $1 and seq > $2 order by seq, id limit ${String(BATCH)}`,
    [orgId, seq.toString()],
  );
  return rows;
}

/**
 * The anchors by number. One that we cannot have signed is left out when its twin is genuine: that is what a rotation of
 * the root secret leaves behind.
 */
async function anchorsOf(orgId: string): Promise<Map<string, Signed[]>> {
  const { rows } = await systemPool().query<Omit<Signed, "isGenuine"> & { signature: string }>(
    `select org_id as "orgId", seq, hash, reason, signature from log_anchors where org_id = $1`,
    [orgId],
  );
  const keys = verifyingKeys();
  const anchors = rows.map((anchor) => ({ ...anchor, isGenuine: isAnchorGenuine(anchor, keys) }));
  const name = ({ seq, reason }: Signed): string => `${seq} ${reason}`;
  const genuine = new Set(anchors.filter((anchor) => anchor.isGenuine).map(name));
  return Map.groupBy(
    anchors.filter((anchor) => anchor.isGenuine || !genuine.has(name(anchor))),
    (anchor) => anchor.seq,
  );
}

function verifyRow(at: Position, row: Chained, anchors: Map<string, Signed[]>): LogFault | null {
  const { seq: number, content, payload, salt, hash, ...fields } = row;
  const seq = BigInt(number);
  const next = at.seq + 1n;
  const previous = seq === next ? at.hash : hashOfDropped(next, seq - 1n, anchors);
  if (previous === null) {
    const message =
      seq < next ? `Number ${number} is taken twice.` : `Rows ${String(next)} to ${String(seq - 1n)} are missing.`;
    return { kind: "missing", seq: Number(next), rowId: null, message };
  }
  const here = { seq: Number(seq), rowId: row.id };
  if (salt !== null && !contentDigest(salt, content, payload).equals(row.contentDigest)) {
    return { kind: "altered", ...here, message: `What row ${number} says was changed after it was written.` };
  }
  if (!linkHash(previous, seq, fields).equals(hash)) {
    return { kind: "altered", ...here, message: `Row ${number} was changed or moved after it was written.` };
  }
  const liar = (anchors.get(number) ?? []).some((anchor) => !anchor.isGenuine || !anchor.hash.equals(hash));
  return liar ? { kind: "anchor", ...here, message: `Row ${number} is not what was signed for it.` } : null;
}

/** What the next row must be linked to when `first` to `last` are gone: known only if retention signed for exactly them. */
function hashOfDropped(first: bigint, last: bigint, anchors: Map<string, Signed[]>): Buffer | null {
  const anchor = (anchors.get(last.toString()) ?? []).find(
    (signed) => droppedFrom(signed) === first && signed.isGenuine,
  );
  return anchor?.hash ?? null;
}

async function verifyHead(orgId: string, at: Position, anchors: Map<string, Signed[]>): Promise<LogFault | null> {
  const { rows } = await systemPool().query<{ seq: string; hash: Buffer }>(
    "select seq, hash from log_heads where org_id = $1",
    [orgId],
  );
  const head = rows[0] ?? { seq: "0", hash: GENESIS };
  const seq = BigInt(head.seq);
  // Where retention dropped everything up to the head, its anchor speaks for the rows.
  const isEnd =
    seq === at.seq ? head.hash.equals(at.hash) : hashOfDropped(at.seq + 1n, seq, anchors)?.equals(head.hash) === true;
  if (!isEnd) {
    const message = `The rows end at ${String(at.seq)} and the head says ${head.seq}: the newest rows or the head were changed.`;
    return { kind: "head", seq: Number(at.seq), rowId: null, message };
  }
  const beyond = [...anchors.keys()].map(BigInt).find((signed) => signed > seq);
  if (beyond === undefined) return null;
  return {
    kind: "anchor",
    seq: Number(beyond),
    rowId: null,
    message: `Row ${String(beyond)} was signed for and is not there.`,
  };
}
