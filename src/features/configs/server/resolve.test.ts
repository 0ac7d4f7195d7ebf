import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonObject, canonicalJson } from "@/lib/json";
import { joiningOf } from "../claude-code-keys";
import { type Level, type Prompt, resolve } from "./resolve";

const ORG: Level = { kind: "organization", id: "o", name: "Acme", config: {}, lockedPaths: [], isEnabled: true };
const TEAM: Level = { ...ORG, kind: "team", id: "t", name: "Platform" };
const PERSON: Level = { ...ORG, kind: "employee", id: "e", name: "Robin" };

const config = fc.dictionary(
  fc.constantFrom("a", "b", "c"),
  fc.oneof(
    fc.integer(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom("x", "y"), fc.oneof(fc.integer(), fc.constant(null))),
  ),
) as fc.Arbitrary<JsonObject>;
const level = fc.record({
  kind: fc.constantFrom("organization" as const, "team" as const, "employee" as const),
  id: fc.uuid(),
  name: fc.constant("n"),
  config,
  lockedPaths: fc.subarray(["a", "a.x", "b"]),
  isEnabled: fc.boolean(),
});

test("the same input gives the same output, byte for byte", () => {
  fc.assert(
    fc.property(fc.array(level), (levels) => {
      const once = resolve({ levels, prompts: [] });
      const again = resolve({ levels: structuredClone(levels), prompts: [] });
      expect(canonicalJson(again.config)).toBe(canonicalJson(once.config));
      expect(again).toEqual(once);
    }),
  );
});

test("it is enabled exactly when every level says so, and the highest no is named", () => {
  fc.assert(
    fc.property(fc.array(level), (levels) => {
      const { isEnabled, disabledBy } = resolve({ levels, prompts: [] });
      expect(isEnabled).toBe(levels.every((each) => each.isEnabled));
      expect(disabledBy?.id).toBe(levels.find((each) => !each.isEnabled)?.id);
    }),
  );
});

test("each value names a level that really said something there", () => {
  fc.assert(
    fc.property(fc.array(level, { minLength: 1 }), (levels) => {
      const { provenance } = resolve({ levels, prompts: [] });
      for (const [path, ref] of Object.entries(provenance)) {
        const supplier = levels.find(({ id }) => id === ref.id);
        expect(Object.keys(supplier?.config ?? {})).toContain(path.split(".")[0]);
      }
    }),
  );
});

test("base, then team, then person; each value with the level that supplied it", () => {
  const resolved = resolve({
    levels: [
      { ...ORG, config: { model: "a", env: { X: "1", Y: "1" }, verbose: true } },
      { ...TEAM, config: { model: "b", env: { Y: "2" } } },
      { ...PERSON, config: { verbose: null, env: { Z: "3" } } },
    ],
    prompts: [],
  });

  expect(resolved.config).toEqual({ model: "b", env: { X: "1", Y: "2", Z: "3" } });
  expect(Object.fromEntries(Object.entries(resolved.provenance).map(([path, { kind }]) => [path, kind]))).toEqual({
    model: "team",
    "env.X": "organization",
    "env.Y": "team",
    "env.Z": "employee",
  });
});

test("a lower level adds restrictions and takes none away; what it said in vain is told", () => {
  const resolved = resolve({
    levels: [
      { ...ORG, config: { permissions: { deny: ["WebFetch"] }, disableAutoMode: "disable" } },
      { ...PERSON, config: { permissions: { deny: ["Bash"] }, disableAutoMode: null } },
    ],
    prompts: [],
    joining: joiningOf,
  });

  expect(resolved.config).toEqual({ permissions: { deny: ["WebFetch", "Bash"] }, disableAutoMode: "disable" });
  expect(resolved.ignored).toEqual([{ path: "disableAutoMode", level: { kind: "employee", id: "e", name: "Robin" } }]);
});

test("instructions add up: by level, within a level by priority", () => {
  const prompt = (of: Level, priority: number, text: string): Prompt => ({
    level: { kind: of.kind, id: of.id, name: of.name },
    priority,
    id: text,
    prompt: text,
  });
  const prompts = [prompt(PERSON, 0, "4"), prompt(ORG, 5, "2"), prompt(TEAM, 0, "3"), prompt(ORG, 1, "1")];

  expect(resolve({ levels: [ORG, TEAM, PERSON], prompts }).systemPrompt).toBe("1\n\n2\n\n3\n\n4");
});
