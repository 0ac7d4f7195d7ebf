import { expect, test } from "vitest";
import { formatInstant } from "./instants";

test("a moment is printed with its zone", () => {
  expect(formatInstant(new Date("2026-11-22T19:05:33Z"))).toBe("22 November 2026, 19:05 UTC");
});
