import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ROWS } from "../../scripts/lib/doors/owed";
import { renderDoors } from "../../scripts/lib/doors/render";
import { filesOf } from "../../scripts/lib/doors/sources";
import { tableReader } from "../../scripts/lib/doors/tables";

const { text, faults } = renderDoors();

it("says of every source table how it is reached and which test proves that it matters", () => {
  expect(faults).toEqual([]);
});

it("is what docs/doors.md holds", () => {
  const isCurrent = readFileSync(path.resolve("docs/doors.md"), "utf8") === text;
  expect(isCurrent, "docs/doors.md is stale: npm run doors").toBe(true);
});

it("has code for every source table but those that a later piece of work owes", () => {
  const { tablesIn } = tableReader();
  // The worker's upkeep forgets old rows of every table, whether anybody uses it or not.
  const product = filesOf("{src,cli}/**/*.{ts,tsx}").filter(
    (file) => !/\.test\.tsx?$|^src\/(generated|test)\/|^src\/worker\/upkeep/.test(file),
  );
  const used = new Set(product.flatMap((file) => tablesIn(readFileSync(path.resolve(file), "utf8"))));
  const owed = Object.entries(ROWS).filter(([, { test }]) => "later" in test);
  const unlisted = Object.keys(ROWS).filter((table) => table !== "companies" && !used.has(table));
  expect(unlisted.sort()).toEqual(owed.map(([table]) => table).sort());
});
