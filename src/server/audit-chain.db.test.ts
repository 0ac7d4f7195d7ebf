import { createPrivateKey, hkdfSync, sign } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/env";
import { newOrg } from "@/test/factories";
import { appendLog } from "./audit";
import { chainLog } from "./audit-chain";
import { withOrg } from "./db";
import { anchorBeforeDrop, anchorHeads, resignAnchors } from "./log-anchors";
import { systemPool } from "./system-db";
import { type LogVerdict, verifyLog } from "./verify-log";

const FORMER_SECRET = "the-secret-before-the-rotation-0123456789";
process.env.STEWARD_SECRET_PREVIOUS = FORMER_SECRET;

/** Somebody with the owner's rights over the database, who switched its guards off. */
let vandal: pg.Client;

beforeAll(async () => {
  vandal = new pg.Client({ connectionString: env.databaseUrl });
  await vandal.connect();
  await vandal.query("alter table activity_logs disable trigger user");
  for (const table of ["activity_logs", "log_heads", "log_anchors"]) {
    await vandal.query(`alter table ${table} no force row level security`);
  }
});
afterAll(() => vandal.end());

/** What an installation with another root secret would have signed for row 3 (or 4), by the published recipe. */
function signature(secret: string, { orgId, hash }: { orgId: string; hash: Buffer }, seq = 3): string {
  const seed = Buffer.from(hkdfSync("sha256", secret, "steward/keys/v1", "signing/ed25519", 32));
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const text = `steward-log-anchor-v1\n${orgId}\n${String(seq)}\n${hash.toString("hex")}\nperiodic\n`;
  return sign(null, Buffer.from(text), key).toString("base64url");
}

async function hashAt(orgId: string, seq: number): Promise<Buffer> {
  const { rows } = await systemPool().query<{ hash: Buffer }>(
    "select hash from activity_logs where org_id = $1 and seq = $2",
    [orgId, seq],
  );
  return rows[0]?.hash ?? Buffer.alloc(0);
}

/** An organization with at least twelve chained rows that say `index`. */
async function chained(): Promise<{ id: string }> {
  const org = await newOrg();
  await withOrg(org.id, async (db) => {
    for (let index = 0; index < 12; index += 1) {
      await appendLog(db, { type: "config.served", actor: { kind: "system" }, payload: { index, note: "as it was" } });
    }
  });
  await chainLog();
  return org;
}

async function vandalize(orgId: string, sql: string): Promise<LogVerdict> {
  await vandal.query(sql, [orgId]);
  return verifyLog(orgId);
}

test("a chain as it was written verifies, and goes on where it ended", async () => {
  const org = await chained();
  const before = await verifyLog(org.id);
  await withOrg(org.id, (db) => appendLog(db, { type: "config.served", actor: { kind: "system" } }));

  expect(before).toMatchObject({ isIntact: true, waiting: 0, fault: null });
  expect(before.lastSeq).toBe(before.checked);
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true, waiting: 1 });

  await chainLog();
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true, waiting: 0, lastSeq: before.lastSeq + 1 });
});

test.each([
  [
    "what a row says",
    'update activity_logs set payload = payload || \'{"note":"changed"}\' where org_id = $1 and seq = 5',
  ],
  ["a row's type", "update activity_logs set event_type = 'config.synced' where org_id = $1 and seq = 5"],
  ["who did it", 'update activity_logs set actor = \'{"kind":"person"}\' where org_id = $1 and seq = 5'],
  ["when it was", "update activity_logs set created_at = created_at - interval '1 ms' where org_id = $1 and seq = 5"],
  ["a row's hash", "update activity_logs set hash = sha256(hash) where org_id = $1 and seq = 5"],
])("changing %s is found at that row", async (_what, sql) => {
  const org = await chained();

  const verdict = await vandalize(org.id, sql);

  expect(verdict).toMatchObject({ isIntact: false, fault: { kind: "altered", seq: 5 } });
});

test("a row removed from the middle is found", async () => {
  const org = await chained();
  const verdict = await vandalize(org.id, "delete from activity_logs where org_id = $1 and seq = 7");
  expect(verdict.fault).toMatchObject({ kind: "missing", seq: 7 });
});

test("the newest rows removed are found", async () => {
  const org = await chained();
  const verdict = await vandalize(org.id, "delete from activity_logs where org_id = $1 and seq >= 9");
  expect(verdict.fault).toMatchObject({ kind: "head", seq: 8 });
});

test("two rows that changed places are found", async () => {
  const org = await chained();
  const verdict = await vandalize(
    org.id,
    "update activity_logs set seq = case seq when 4 then 6 else 4 end where org_id = $1 and seq in (4, 6)",
  );
  expect(verdict.fault).toMatchObject({ kind: "altered", seq: 4 });
});

test("a row slipped in under a number that is taken is found", async () => {
  const org = await chained();
  const verdict = await vandalize(
    org.id,
    `insert into activity_logs (org_id, actor, event_type, event_category, payload, seq, content_digest, hash)
     select org_id, actor, event_type, event_category, payload, seq, content_digest, hash
       from activity_logs where org_id = $1 and seq = 3`,
  );
  expect(verdict.isIntact).toBe(false);
});

test("a chain rewritten from scratch does not match what was signed", async () => {
  const org = await chained();
  await anchorHeads();
  await vandal.query('update activity_logs set payload = \'{"note":"changed"}\', seq = null where org_id = $1', [
    org.id,
  ]);
  await vandal.query("delete from log_heads where org_id = $1", [org.id]);

  await chainLog();

  expect((await verifyLog(org.id)).fault).toMatchObject({ kind: "anchor" });
});

test("a tail cut off together with its head does not match what was signed", async () => {
  const org = await chained();
  await anchorHeads();
  await vandal.query("delete from activity_logs where org_id = $1 and seq > 6", [org.id]);
  await vandal.query(
    "update log_heads set seq = 6, hash = (select hash from activity_logs where org_id = $1 and seq = 6) where org_id = $1",
    [org.id],
  );

  expect((await verifyLog(org.id)).fault).toMatchObject({ kind: "anchor" });
});

test("an anchor is written once for a head that did not move", async () => {
  const org = await chained();
  await anchorHeads();
  await anchorHeads();

  const { rows } = await systemPool().query("select reason from log_anchors where org_id = $1", [org.id]);
  expect(rows).toEqual([{ reason: "periodic" }]);
});

test("an anchor that somebody else signed is found, and one signed before a rotation holds once it is signed again", async () => {
  const org = await chained();
  await vandal.query(
    `insert into log_anchors (org_id, seq, hash, signature, key_id, reason)
     select org_id, seq, hash, $2, 'ed25519/0', 'periodic' from activity_logs where org_id = $1 and seq = 3`,
    [org.id, signature(FORMER_SECRET, { orgId: org.id, hash: await hashAt(org.id, 3) })],
  );
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true });

  expect(await resignAnchors()).toBe(1);
  expect(await resignAnchors()).toBe(0);
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true });

  await vandal.query(
    `insert into log_anchors (org_id, seq, hash, signature, key_id, reason)
     select org_id, seq, hash, $2, 'ed25519/0', 'periodic' from activity_logs where org_id = $1 and seq = 4`,
    [org.id, signature("a-secret-that-was-never-ours-0123456789", { orgId: org.id, hash: await hashAt(org.id, 4) }, 4)],
  );
  expect((await verifyLog(org.id)).fault).toMatchObject({ kind: "anchor", seq: 4 });
});

test("content that retention blanked still verifies", async () => {
  const org = await chained();

  await systemPool().query("select blank_activity($1, now() + interval '1 hour')", [org.id]);

  const { rows } = await systemPool().query("select distinct payload::text from activity_logs where org_id = $1", [
    org.id,
  ]);
  expect(rows).toEqual([{ payload: "{}" }]);
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true });
});

test("rows that retention dropped were signed for; rows that merely vanished were not", async () => {
  const org = await chained();
  const later = new Date(Date.now() + 3_600_000);
  const vanish = "delete from activity_logs where org_id = $1 and seq <= 6";
  const other = await chained();
  await anchorHeads();

  expect((await vandalize(other.id, vanish)).fault).toMatchObject({ kind: "missing", seq: 1 });

  await vandal.query(
    "update activity_logs set created_at = created_at + interval '1 day' where org_id = $1 and seq > 6",
    [org.id],
  );
  await anchorBeforeDrop(later);
  await vandal.query(
    "update activity_logs set created_at = created_at - interval '1 day' where org_id = $1 and seq > 6",
    [org.id],
  );
  expect(await vandalize(org.id, vanish)).toMatchObject({ isIntact: true, fault: null });
});

test("chaining keeps up with what a bulk insert can write", { timeout: 60_000 }, async () => {
  const org = await newOrg();
  const count = 10_000;
  const insertStart = performance.now();
  await systemPool().query(
    `insert into activity_logs (org_id, actor, event_type, event_category, payload)
     select $1, '{"kind":"system"}', 'model.call', 'model', jsonb_build_object('index', index, 'model', 'claude-opus-5-5')
       from generate_series(1, $2) index`,
    [org.id, count],
  );

  const chainStart = performance.now();
  await chainLog();
  const chainEnd = performance.now();

  // A ratio within one run, so that a busy machine does not fail and a statement for each row does. Seen: 0.5 to 1.
  expect((chainStart - insertStart) / (chainEnd - chainStart)).toBeGreaterThan(0.15);
  expect(await verifyLog(org.id)).toMatchObject({ isIntact: true });
});
