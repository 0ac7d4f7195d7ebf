import { expect, test } from "vitest";
import { hashPassword, isPassword } from "./passwords";

test("a password is kept as Argon2id with 19 MiB and two passes", async () => {
  expect(await hashPassword("correct horse battery")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("only the right password passes, and nothing passes where none is kept", async () => {
  const stored = await hashPassword("correct horse battery");

  expect(await isPassword("correct horse battery", stored)).toBe(true);
  expect(await isPassword("correct horse batterz", stored)).toBe(false);
  expect(await isPassword("correct horse battery", null)).toBe(false);
});

test("saying no for an unknown address takes as long as for a known one", async () => {
  const stored = await hashPassword("correct horse battery");
  await isPassword("warm up", null);
  const timed = async (against: string | null) => {
    const started = performance.now();
    for (let i = 0; i < 8; i += 1) await isPassword("wrong password", against);
    return performance.now() - started;
  };

  const [known, unknown] = [await timed(stored), await timed(null)];

  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});
