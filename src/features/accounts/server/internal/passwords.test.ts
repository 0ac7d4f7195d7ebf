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
    await isPassword("wrong password", against);
    return performance.now() - started;
  };
  const [known, unknown]: [number[], number[]] = [[], []];
  // Turn by turn, so that what else the machine does slows both alike.
  for (let i = 0; i < 15; i += 1) {
    known.push(await timed(stored));
    unknown.push(await timed(null));
  }

  const ratio = median(unknown) / median(known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

function median(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
