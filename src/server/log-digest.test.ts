import fc from "fast-check";
import { expect, test } from "vitest";
import { GENESIS, type LogRow, canonicalJson, contentDigest, linkHash } from "./log-digest";

const ROW: LogRow & { contentDigest: Buffer } = {
  id: "01890000-0000-7000-8000-000000000001",
  orgId: "01890000-0000-7000-8000-000000000002",
  employeeId: null,
  actor: { kind: "system" },
  onBehalfOf: null,
  sessionId: null,
  clientName: null,
  clientVersion: null,
  eventType: "config.served",
  eventCategory: "config",
  trust: "SERVER",
  runId: null,
  createdAt: new Date("2026-11-22T10:00:00.000Z"),
  contentDigest: contentDigest(Buffer.alloc(16), null, { a: 1 }),
};

test("canonical JSON is the same text whatever the order of keys, and reads back as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
});

test("the digest that outsiders recompute stays what it is", () => {
  expect(ROW.contentDigest.toString("hex")).toMatchInlineSnapshot(
    `"cc17474ca25d75a6e59647deace54e0545b420cd70816d09ee340b5a403ab82e"`,
  );
  expect(linkHash(GENESIS, 1n, ROW).toString("hex")).toMatchInlineSnapshot(
    `"e31a9a90543ed2e8e6b778a208397d02b15b9df49575db8b0cb822ba61374738"`,
  );
});

test("a link depends on every field, its number and its predecessor", () => {
  const hashes = [
    linkHash(GENESIS, 1n, ROW),
    linkHash(GENESIS, 2n, ROW),
    linkHash(Buffer.alloc(32, 1), 1n, ROW),
    linkHash(GENESIS, 1n, { ...ROW, eventType: "config.synced" }),
    linkHash(GENESIS, 1n, { ...ROW, actor: { kind: "person" } }),
    linkHash(GENESIS, 1n, { ...ROW, createdAt: new Date(0) }),
    linkHash(GENESIS, 1n, { ...ROW, contentDigest: contentDigest(Buffer.alloc(16), "", { a: 1 }) }),
  ];

  expect(new Set(hashes.map((hash) => hash.toString("hex"))).size).toBe(hashes.length);
});
