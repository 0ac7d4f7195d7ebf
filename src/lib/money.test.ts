import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUsd, sumUsd, toCents, usd } from "./money";

test("sums are exact where numbers are not", () => {
  expect(sumUsd(["0.1", "0.2"]).toFixed()).toBe("0.3");
  expect(sumUsd(Array.from({ length: 3 }, () => "0.0000000001")).toFixed()).toBe("0.0000000003");
});

test("a sum does not depend on the order or the grouping", () => {
  const amount = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }).map((units) => usd(units.toString()).div("1e10"));
  fc.assert(
    fc.property(fc.array(amount), fc.nat(), (amounts, cut) => {
      const at = amounts.length === 0 ? 0 : cut % amounts.length;
      const halves = [sumUsd(amounts.slice(at)), sumUsd(amounts.slice(0, at))];
      expect(sumUsd(halves).toFixed()).toBe(sumUsd([...amounts].reverse()).toFixed());
    }),
  );
});

test("pages round half up, group thousands and do not show a spend as nothing", () => {
  expect(formatUsd("1234567.895")).toBe("$1,234,567.90");
  expect(formatUsd("-0.005", { places: 2 })).toBe("-$0.01");
  expect(formatUsd("0.00042")).toBe("$0.0004");
  expect(formatUsd("0")).toBe("$0.00");
  expect(formatUsd("1999", { places: 0 })).toBe("$1,999");
});

test("cents are rounded half up", () => {
  expect(toCents("271.405")).toBe(27141);
  expect(toCents("0.004")).toBe(0);
});

test("what is no amount is refused", () => {
  expect(() => usd("twelve")).toThrow();
});
