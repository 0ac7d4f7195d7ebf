import { expect, test } from "vitest";
import { Days, lastDays } from "./span";

test("days are named by the organization's clock, the last one being today there", () => {
  const until = new Date("2026-11-22T23:30:00Z");

  const { names, from } = lastDays(7, { timeZone: "Asia/Tokyo", until });

  expect(names).toHaveLength(7);
  expect(names.at(-1)).toBe("2026-11-23");
  expect(from.toISOString()).toBe("2026-11-15T23:30:00.000Z");
});

test("a day is not named twice when a clock goes back", () => {
  const { names } = lastDays(7, { timeZone: "Europe/Berlin", until: new Date("2026-10-27T22:30:00Z") });

  expect(new Set(names).size).toBe(names.length);
});

test("a span nobody offers is the usual one", () => {
  expect([Days.parse("7"), Days.parse("12"), Days.parse(undefined)]).toEqual([7, 30, 30]);
});
