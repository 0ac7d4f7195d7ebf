import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob } from "./glob";

/** The definition, spelled out: try every length a star can take. Exponential, and obviously right. */
function naive(glob: string, text: string): boolean {
  const [first] = glob;
  if (first === undefined) return text === "";
  if (first === "*") {
    return Array.from({ length: text.length + 1 }, (_, taken) => taken).some((taken) =>
      naive(glob.slice(1), text.slice(taken)),
    );
  }
  return text[0] === first && naive(glob.slice(1), text.slice(1));
}

const letters = fc.constantFrom("a", "b", "_");
const globs = fc.array(fc.oneof(letters, fc.constant("*")), { maxLength: 8 }).map((parts) => parts.join(""));
const texts = fc.array(letters, { maxLength: 10 }).map((parts) => parts.join(""));

test("a glob matches exactly what its definition says", () => {
  fc.assert(
    fc.property(globs, texts, (glob, text) => {
      expect(compileGlob(glob)(text)).toBe(naive(glob, text));
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ["Bash", "bash", true],
  ["mcp__*", "mcp__github__delete_repo", true],
  ["mcp__*", "MCP__GitHub__x", true],
  ["mcp__*__delete_*", "mcp__github__delete_repo", true],
  ["mcp__*__delete_*", "mcp__github__list", false],
  ["*", "", true],
  ["a*a", "a", false],
  ["Bash", "BashOutput", false],
])("%s on %s is %s", (glob, text, expected) => {
  expect(compileGlob(glob)(text)).toBe(expected);
});

test("a megabyte made to be hard takes no longer than an easy one", () => {
  const matches = compileGlob(`*${"a*".repeat(40)}b`);
  const started = performance.now();

  expect(matches("a".repeat(1_000_000))).toBe(false);

  expect(performance.now() - started).toBeLessThan(250);
});
