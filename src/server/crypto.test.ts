import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { hashToken, isTokenShaped, newToken, rootKeyProvider, sameBytes, seal, TOKEN_PREFIXES, unseal } from "./crypto";

beforeAll(() => {
  process.env.STEWARD_SECRET ??= "a-secret-of-more-than-thirty-two-characters";
});

test("what was sealed opens with the same purpose and context, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (text, context) => {
      fc.pre(Buffer.from(text, "utf8").toString("utf8") === text);
      expect(unseal("mail", seal("mail", text, context), context)).toBe(text);
    }),
  );
});

test("an envelope moved to another row or purpose, or altered in any byte, does not open", () => {
  const envelope = seal("mail", "secret", "row-1");

  expect(() => unseal("mail", envelope, "row-2")).toThrow(/cannot be read/);
  expect(() => unseal("engine", envelope, "row-1")).toThrow(/cannot be read/);
  const [version = "", id = "", body = ""] = envelope.split(".");
  const bytes = Buffer.from(body, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
    expect(() => unseal("mail", `${version}.${id}.${altered.toString("base64url")}`, "row-1")).toThrow();
  }
});

test("no text makes unsealing do anything but refuse", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => unseal("mail", text, "row-1")).toThrow(/cannot be read/);
    }),
  );
});

test("the previous root secret still opens and no longer seals", () => {
  const before = rootKeyProvider(["the-old-secret-of-thirty-two-chars!!"]);
  const after = rootKeyProvider(["the-new-secret-of-thirty-two-chars!!", "the-old-secret-of-thirty-two-chars!!"]);
  const old = before.current("mail");

  expect(after.byId("mail", old.id)?.equals(old.key)).toBe(true);
  expect(after.all("mail").map((key) => key.equals(old.key))).toEqual([false, true]);
  expect(after.current("mail").id).not.toBe(old.id);
  expect(rootKeyProvider(["the-new-secret-of-thirty-two-chars!!"]).byId("mail", old.id)).toBeNull();
});

test("tokens have their prefix, 43 characters and nothing in common with their hash", () => {
  for (const prefix of TOKEN_PREFIXES) {
    const token = newToken(prefix);
    expect(token).toHaveLength(47);
    expect(isTokenShaped(token)).toBe(true);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(isTokenShaped("sk-ant-api03-abc")).toBe(false);
});

test("texts compare equal only when they are", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      expect(sameBytes(left, right)).toBe(left === right);
      expect(sameBytes(left, left)).toBe(true);
    }),
  );
});
