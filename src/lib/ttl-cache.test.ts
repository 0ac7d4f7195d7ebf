import { expect, test } from "vitest";
import { TtlCache } from "./ttl-cache";

const counter = () => {
  let calls = 0;
  return { load: () => Promise.resolve(++calls) };
};

test("an answer is kept and shared by those who ask at once", async () => {
  const cache = new TtlCache<number>({ ttlMs: 1_000 });
  const { load } = counter();

  expect(await Promise.all([cache.get("a", load), cache.get("a", load)])).toEqual([1, 1]);
  expect(await cache.get("a", load)).toBe(1);
  expect(await cache.get("b", load)).toBe(2);
});

test("an answer that was dropped or grew old is asked anew", async () => {
  const cache = new TtlCache<number>({ ttlMs: 20 });
  const { load } = counter();
  await cache.get("a", load);

  cache.drop((key) => key === "a");
  expect(await cache.get("a", load)).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(await cache.get("a", load)).toBe(3);
});

test("a failure is not kept", async () => {
  const cache = new TtlCache<number>({ ttlMs: 1_000 });

  await expect(cache.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await cache.get("a", () => Promise.resolve(7))).toBe(7);
});

test("it never grows beyond its limit, the oldest go first", async () => {
  const cache = new TtlCache<number>({ ttlMs: 1_000, entriesMax: 2 });
  const { load } = counter();
  await cache.get("a", load);
  await cache.get("b", load);
  await cache.get("c", load);

  expect(await cache.get("c", load)).toBe(3);
  expect(await cache.get("b", load)).toBe(2);
  expect(await cache.get("a", load)).toBe(4);
});
