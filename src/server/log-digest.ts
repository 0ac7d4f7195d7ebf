import { createHash } from "node:crypto";

/** A row of the log as its digest covers it. Times are ISO texts in UTC with milliseconds, as stored. */
export type LogRow = {
  id: string;
  orgId: string;
  employeeId: string | null;
  actor: unknown;
  onBehalfOf: string | null;
  sessionId: string | null;
  clientName: string | null;
  clientVersion: string | null;
  eventType: string;
  eventCategory: string;
  trust: string;
  runId: string | null;
  createdAt: Date;
};

/** JSON with sorted keys, no spaces, and nothing left out (after RFC 8785): one text for one value. */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return "null";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}

/**
 * The salted commitment to what a row says: SHA-256 of the salt and the canonical JSON of content and payload. Once
 * retention has blanked both together with the salt, the digest still stands in the chain and tells nothing.
 */
export function contentDigest(salt: Buffer, content: string | null, payload: unknown): Buffer {
  return createHash("sha256")
    .update(salt)
    .update(canonicalJson([content, payload]))
    .digest();
}

/** A link of the chain: SHA-256 of the previous hash, the number, and the row with its content's digest. */
export function linkHash(previous: Buffer, seq: bigint, row: LogRow & { contentDigest: Buffer }): Buffer {
  const { contentDigest: digest, createdAt, ...rest } = row;
  const text = canonicalJson({ ...rest, createdAt: createdAt.toISOString(), contentDigest: digest.toString("hex") });
  return createHash("sha256").update(previous).update(seq.toString()).update("\n").update(text).digest();
}

/** What the first row of a chain is linked to: 32 zero bytes. */
export const GENESIS = Buffer.alloc(32);
