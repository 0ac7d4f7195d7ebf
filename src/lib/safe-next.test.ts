import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeNext } from "./safe-next";

const ORIGIN = "https://steward.example";
const staysHere = (path: string) => new URL(path, ORIGIN).origin === ORIGIN;

describe("where a person goes after signing in", () => {
  test.each(["/acme", "/acme/control/devices?page=2", "/device?code=BCDF-GHJK", "/acme#top"])("%s is kept", (path) => {
    expect(safeNext(path)).toBe(path);
  });

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/acme/..//evil.example",
    "javascript:alert(1)",
    "evil.example",
    " /acme",
    "",
    `/${"a".repeat(3_000)}`,
    null,
    undefined,
  ])("%j leads home instead", (path) => {
    expect(safeNext(path, "/home")).toBe("/home");
  });

  test("whatever comes in, what goes out stays on this site", () => {
    const pieces = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "//",
      "@",
      ":",
      "?",
      "#",
      "evil.example",
      "https:",
      "\t",
      "\n",
      "%2f",
      "%5c",
      "acme",
      "\u0000",
    );
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webUrl(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    );

    fc.assert(
      fc.property(hostile, (next) => {
        const path = safeNext(next);
        expect(path.startsWith("/")).toBe(true);
        expect(path.startsWith("//")).toBe(false);
        expect(staysHere(path)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what went out passes unchanged a second time", () => {
    fc.assert(fc.property(fc.webPath(), (path) => safeNext(safeNext(path)) === safeNext(path)));
  });
});
