import { expect, it } from "vitest";
import { newId } from "@/lib/ids";
import { systemPool, withSystem } from "@/server/system-db";
import { newOrg } from "@/test/factories";
import { ask } from "./support";

type Name = { name: string };

const partitionsOf = (parent: string) =>
  ask<Name>("select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1", [
    parent,
  ]);

it("makes the months ahead once, for all four tables, as the system", async () => {
  const first = await systemPool().query<{ ensure_partitions: string }>("select ensure_partitions(now(), 6)");
  expect(first.rows).toHaveLength(4 * 3);
  expect((await systemPool().query("select ensure_partitions(now(), 6)")).rows).toEqual([]);
});

it("files a row under the server's month", async () => {
  const org = await newOrg();
  const month = new Date().toISOString().slice(0, 7).replace("-", "_");
  const [row] = await ask("select distinct tableoid::regclass::text as name from activity_logs where org_id = $1", [
    org.id,
  ]);
  expect(row).toEqual({ name: `activity_logs_${month}` });
});

it("drops only whole months that lie before, never the ledger's, and the log's only once they are anchored", async () => {
  const org = await newOrg();
  await systemPool().query("select ensure_partitions('2024-01-15')");
  await withSystem((db) =>
    db.activityLog.createMany({
      data: [
        {
          id: newId(),
          orgId: org.id,
          eventType: "auth.login",
          eventCategory: "auth",
          createdAt: new Date("2024-01-20"),
        },
      ],
    }),
  );
  const drop = (parent: string, before: string) =>
    systemPool().query<{ drop_partitions: string }>("select drop_partitions($1, $2)", [parent, before]);

  await expect(drop("usage_logs", "2024-03-01")).rejects.toThrow("keeps its months");
  await expect(drop("activity_logs", "2024-03-01")).rejects.toThrow("not anchored");
  await systemPool().query(
    "update activity_logs set seq = 7, hash = '\\x00' where org_id = $1 and created_at < '2024-02-01'",
    [org.id],
  );
  await expect(drop("activity_logs", "2024-03-01")).rejects.toThrow("not anchored");
  await ask(
    "insert into log_anchors (org_id, seq, hash, signature, key_id, reason) values ($1, 7, '\\x00', 's', 'k', 'drop')",
    [org.id],
  );
  expect((await drop("activity_logs", "2024-02-29")).rows).toEqual([{ drop_partitions: "activity_logs_2024_01" }]);
  const names = (await partitionsOf("activity_logs")).map(({ name }) => name);
  expect(names[0]).toBe("activity_logs_2024_02");
});

it("seals a row of the log once, and blanks content without touching what the chain hashes", async () => {
  const org = await newOrg();
  const seal = (seq: number) =>
    systemPool().query(
      "update activity_logs set seq = $2, content_digest = '\\x01', hash = '\\x02' where org_id = $1",
      [org.id, seq],
    );
  await ask("update activity_logs set seq = null where org_id = $1 and seq is null", [org.id]);
  await seal(1);
  await expect(seal(2)).rejects.toThrow("sealed");
  await expect(
    systemPool().query("update activity_logs set event_type = 'auth.login' where org_id = $1", [org.id]),
  ).rejects.toThrow("permission denied");
  await expect(ask("update activity_logs set event_type = 'auth.login' where org_id = $1", [org.id])).rejects.toThrow(
    "append-only",
  );
  await expect(
    ask("update activity_logs set payload = '{\"forged\":true}' where org_id = $1", [org.id]),
  ).rejects.toThrow("only be blanked");

  const { rows } = await systemPool().query("select blank_activity($1, now() + interval '1 minute')::int as blanked", [
    org.id,
  ]);
  expect(rows).not.toEqual([{ blanked: 0 }]);
  const left = await ask("select distinct payload, salt, seq, hash from activity_logs where org_id = $1", [org.id]);
  expect(left).toEqual([{ payload: {}, salt: null, seq: "1", hash: Buffer.from([2]) }]);
});
