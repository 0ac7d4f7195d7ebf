import { expect, test } from "vitest";
import { leftOf, shareOf } from "./budget-share";

test("a limit of nothing is used up before anything is spent", () => {
  expect(shareOf("0", "0")).toBe(1);
  expect(shareOf("12", null)).toBe(0);
  expect(shareOf("2.5", "10")).toBe(0.25);
});

test("held money is not left, and nothing is never less than nothing", () => {
  expect(leftOf({ limitUsd: "10", spentUsd: "2.50", heldUsd: "2.4700000001" }).toFixed()).toBe("5.0299999999");
  expect(leftOf({ limitUsd: "1", spentUsd: "1.02", heldUsd: "0" }).toFixed()).toBe("0");
});
