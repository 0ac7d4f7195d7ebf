import fc from "fast-check";
import { expect, test } from "vitest";
import { DomainError } from "./errors";
import { clientAddress, problem, readJson } from "./http";

test("without a proxy the address is whoever is connected, whatever the caller claims", () => {
  expect(clientAddress("1.2.3.4, 5.6.7.8", "192.0.2.9", 0)).toBe("192.0.2.9");
  fc.assert(
    fc.property(fc.string(), (claim) => {
      expect(clientAddress(claim, "192.0.2.9", 0)).toBe("192.0.2.9");
    }),
  );
});

test("behind one proxy the address is the one the proxy saw, and nothing the caller put before it", () => {
  expect(clientAddress("203.0.113.7", "10.0.0.1", 1)).toBe("203.0.113.7");
  expect(clientAddress("made up, 203.0.113.7", "10.0.0.1", 1)).toBe("203.0.113.7");
  expect(clientAddress(null, "10.0.0.1", 1)).toBe("10.0.0.1");
});

test("a body that is no JSON, or too large, is answered by name", async () => {
  const post = (body: string) => new Request("http://localhost/", { method: "POST", body });

  await expect(readJson(post("{"), { maxBytes: 10 })).rejects.toMatchObject({ code: "INVALID" });
  await expect(readJson(post('"12345678901"'), { maxBytes: 10 })).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  await expect(readJson(post('{"a":1}'), { maxBytes: 10 })).resolves.toEqual({ a: 1 });
});

test("a failure of ours keeps its words, any other tells nothing", () => {
  const ours = problem(new DomainError("RATE_LIMITED", "Too many", { retryAfterSeconds: 7, field: "x" }), "r1");
  expect(ours).toMatchObject({
    status: 429,
    headers: { "retry-after": "7" },
    body: { error: { code: "RATE_LIMITED", field: "x" } },
  });
  const other = problem(new Error("password=hunter2"), "r2");
  expect(other.status).toBe(500);
  expect(JSON.stringify(other.body)).not.toContain("hunter2");
});
