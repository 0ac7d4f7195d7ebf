import fc from "fast-check";
import { expect, test } from "vitest";
import { type Json, type JsonObject, canonicalJson, isJsonObject } from "./json";
import { parsePath, pathText } from "./json-path";
import { type Layer, mergeLayers } from "./merge";

const key = fc.constantFrom("a", "b", "c.d", "__proto__");
const scalar = fc.oneof(fc.constantFrom("x", "y"), fc.integer({ min: 0, max: 3 }), fc.boolean());
const { object } = fc.letrec<{ object: JsonObject; value: Json }>((tie) => ({
  value: fc.oneof({ depthSize: "small" }, scalar, fc.constant(null), fc.array(scalar, { maxLength: 2 }), tie("object")),
  object: fc.array(fc.tuple(key, tie("value")), { maxLength: 3 }).map((entries) => Object.fromEntries<Json>(entries)),
}));
const layers = fc
  .array(object, { minLength: 1, maxLength: 4 })
  .map((configs) => configs.map((config) => layer(config)));

function layer(config: JsonObject, lockedPaths: string[] = []): Layer {
  return { config, lockedPaths };
}

function merge(...configs: JsonObject[]): JsonObject {
  return mergeLayers(configs.map((config) => layer(config))).config;
}

function leaves(value: Json, path: string[] = []): string[] {
  if (!isJsonObject(value)) return [pathText(path)];
  const keys = Object.keys(value);
  if (keys.length === 0) return path.length === 0 ? [] : [pathText(path)];
  return keys.flatMap((each) => leaves(value[each] ?? null, [...path, each]));
}

test("every value has exactly one origin, and nothing else has", () => {
  fc.assert(
    fc.property(layers, (pile) => {
      const { config, origins } = mergeLayers(pile);
      expect(Object.keys(origins).sort()).toEqual(leaves(config).sort());
    }),
    { numRuns: 1_000 },
  );
});

test("the same layers give the same text, and merging changes none of them", () => {
  fc.assert(
    fc.property(layers, (pile) => {
      const before = JSON.stringify(pile);
      expect(canonicalJson(mergeLayers(pile).config)).toBe(canonicalJson(mergeLayers(pile).config));
      expect(JSON.stringify(pile)).toBe(before);
    }),
  );
});

test("layers may be merged from the top down in steps: what two give together, they give one after the other", () => {
  fc.assert(
    fc.property(object, object, object, (one, two, three) => {
      expect(merge(merge(one, two), three)).toEqual(merge(one, two, three));
    }),
    { numRuns: 1_000 },
  );
});

test("overrides without deletions and of one shape may be combined in any grouping", () => {
  const flat = fc.dictionary(fc.constantFrom("a", "b", "c"), scalar);
  const shaped = fc.record({ x: flat, y: scalar }, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(shaped, shaped, shaped, (one, two, three) => {
      expect(merge(one, merge(two, three))).toEqual(merge(merge(one, two), three));
    }),
  );
});

test("objects merge, lists and scalars replace, null deletes", () => {
  expect(
    merge({ a: { x: 1, y: [1, 2] }, b: 1, c: { d: 1 } }, { a: { y: [3], z: null }, b: null, c: { d: null } }),
  ).toEqual({ a: { x: 1, y: [3] }, c: {} });
});

test("a locked path ignores later layers, whether they touch it, what is below it, or what holds it", () => {
  const base = layer({ permissions: { deny: ["Bash"], mode: "plan" } }, ["permissions.deny"]);
  const over = (config: JsonObject) => mergeLayers([base, layer(config)]);

  expect(over({ permissions: { deny: [] } })).toMatchObject({
    config: { permissions: { deny: ["Bash"] } },
    ignored: [{ path: "permissions.deny", layer: 1 }],
  });
  expect(over({ permissions: null }).config).toEqual(base.config);
  expect(over({ permissions: "none" }).config).toEqual(base.config);
  expect(over({ permissions: { mode: "default" } }).config).toEqual({
    permissions: { deny: ["Bash"], mode: "default" },
  });
});

test("the layer that locks may still say what is locked", () => {
  expect(mergeLayers([layer({ a: 1 }), layer({ a: 2 }, ["a"]), layer({ a: 3 })]).config).toEqual({ a: 2 });
});

test("what restricts adds up, and a lower layer never takes from it", () => {
  const joining = (path: string) =>
    path === "deny" ? "add" : path === "models" ? "narrow" : path === "off" ? "keep" : "replace";
  const restrict = (...configs: JsonObject[]) =>
    mergeLayers(
      configs.map((config) => layer(config)),
      joining,
    );

  expect(restrict({ deny: ["a"] }, { deny: ["b", "a"] }).config).toEqual({ deny: ["a", "b"] });
  expect(restrict({ deny: ["a"] }, { deny: null })).toMatchObject({
    config: { deny: ["a"] },
    ignored: [{ path: "deny" }],
  });
  expect(restrict({ models: ["a", "b"] }, { models: ["b", "c"] }).config).toEqual({ models: ["b"] });
  expect(restrict({ off: true }, { off: false })).toMatchObject({ config: { off: true }, ignored: [{ path: "off" }] });
  expect(restrict({}, { deny: ["b"] }).origins).toEqual({ deny: 1 });
});

test("a path is read as it was written", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (segments) => {
      expect(parsePath(pathText(segments))).toEqual(segments);
    }),
  );
  expect(["", ".a", "a..b", "a[b]", 'a["b"', "a b"].map(parsePath)).toEqual(Array.from({ length: 6 }, () => null));
});

test("canonical JSON sorts keys at every level and leaves lists alone", () => {
  expect(canonicalJson({ b: [2, { d: 1, c: null }], a: "é" })).toBe('{"a":"é","b":[2,{"c":null,"d":1}]}');
});
