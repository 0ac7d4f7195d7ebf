import { type KeyObject, createHash, createPublicKey, sign, verify } from "node:crypto";
import { newId } from "@/lib/ids";
import { signingKey, verifyingKeys } from "./crypto";
import { systemPool } from "./system-db";

/** A signed statement about a chain: at `seq` the hash was this. `reason` says why it was made and is signed with it. */
export type Anchor = { orgId: string; seq: string; hash: Buffer; reason: string };

const PERIODIC = "periodic";
const DROPPED = /^dropped from (\d+)$/;

function statement({ orgId, seq, hash, reason }: Anchor): Buffer {
  return Buffer.from(`steward-log-anchor-v1\n${orgId}\n${seq}\n${hash.toString("hex")}\n${reason}\n`);
}

/** True when one of the keys signed the anchor (Ed25519); `verifyingKeys()` are those of this installation. */
export function isAnchorGenuine(anchor: Anchor & { signature: string }, keys: readonly KeyObject[]): boolean {
  return keys.some((key) => isSignedWith(key, anchor));
}

function isSignedWith(key: KeyObject, anchor: Anchor & { signature: string }): boolean {
  return verify(null, statement(anchor), key, Buffer.from(anchor.signature, "base64url"));
}

/** A key's public name: the beginning of its public half's SHA-256. */
function keyId(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return `ed25519/${createHash("sha256").update(der).digest("hex").slice(0, 16)}`;
}

/** The first number that retention removed together with the anchor's own; null for an anchor that removed nothing. */
export function droppedFrom(anchor: { reason: string }): bigint | null {
  const first = DROPPED.exec(anchor.reason)?.[1];
  return first === undefined ? null : BigInt(first);
}

async function insertAnchors(anchors: readonly Anchor[]): Promise<void> {
  const key = signingKey();
  await systemPool().query(
    `insert into log_anchors (id, org_id, seq, hash, signature, key_id, reason)
     select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[], $5::text[], $6::text[], $7::text[])`,
    [
      anchors.map(() => newId()),
      anchors.map(({ orgId }) => orgId),
      anchors.map(({ seq }) => seq),
      anchors.map(({ hash }) => hash),
      anchors.map((anchor) => sign(null, statement(anchor), key).toString("base64url")),
      anchors.map(() => keyId(key)),
      anchors.map(({ reason }) => reason),
    ],
  );
}

/**
 * Signs the head of every chain that moved since it was last signed; returns how many. Whoever rewrites a chain in the
 * database cannot sign it again, so copies of anchors that are kept elsewhere prove what it was.
 */
export async function anchorHeads(): Promise<number> {
  const { rows } = await systemPool().query<Omit<Anchor, "reason">>(
    `select org_id as "orgId", seq, hash from log_heads head
      where seq > coalesce((select max(seq) from log_anchors where org_id = head.org_id), 0)`,
  );
  await insertAnchors(rows.map((head) => ({ ...head, reason: PERIODIC })));
  return rows.length;
}

/**
 * Signs the end of every run of numbers that retention is about to drop, so that what remains can still be verified and
 * a row that merely vanished cannot pass for one that was dropped.
 */
export async function anchorBeforeDrop(before: Date): Promise<number> {
  const { rows } = await systemPool().query<Omit<Anchor, "reason"> & { first: string }>(
    `with old as (select org_id, seq, hash, seq - row_number() over (partition by org_id order by seq) as run
                    from activity_logs where created_at < $1 and seq is not null),
          runs as (select org_id, min(seq) as first, max(seq) as last from old group by org_id, run)
     select old.org_id as "orgId", old.seq, old.hash, runs.first
       from runs join old on old.org_id = runs.org_id and old.seq = runs.last
      where not exists (select 1 from log_anchors anchor
                         where anchor.org_id = old.org_id and anchor.seq = old.seq
                           and anchor.reason = 'dropped from ' || runs.first)`,
    [before],
  );
  await insertAnchors(rows.map(({ first, ...end }) => ({ ...end, reason: `dropped from ${first}` })));
  return rows.length;
}

/**
 * Signs again, with the present key, what only the key before had signed; returns how many. Part of `keys rotate`:
 * afterwards the former secret can be dropped and every chain still verifies. Nothing is rewritten; the new signature
 * stands beside the old one.
 */
export async function resignAnchors(): Promise<number> {
  const { rows } = await systemPool().query<Anchor & { signature: string }>(
    'select org_id as "orgId", seq, hash, reason, signature from log_anchors',
  );
  const [present, previous] = verifyingKeys();
  if (present === undefined || previous === undefined) return 0;
  const name = ({ orgId, seq, reason }: Anchor): string => `${orgId} ${seq} ${reason}`;
  const done = new Set(rows.filter((anchor) => isSignedWith(present, anchor)).map(name));
  const open = rows.filter((anchor) => !done.has(name(anchor)) && isSignedWith(previous, anchor));
  await insertAnchors(open);
  return open.length;
}
