import fc from "fast-check";
import { expect, test } from "vitest";
import { Conditions, type Condition, type ConditionGroup, type ConditionNode } from "../../schemas";
import { type Judgement, compileConditions, newMemo, patternFault } from "./conditions";

function judge(group: ConditionGroup, input: unknown): Judgement {
  return compileConditions(group)(input, newMemo());
}

function one(condition: Condition, input: unknown): Judgement {
  return judge({ all: [condition] }, input);
}

/** The meaning of each plain operator on one value, written the long way. */
function naiveTest(condition: Condition, value: unknown): Judgement {
  const wanted = "value" in condition ? condition.value : undefined;
  const scalar = ["string", "number", "boolean"].includes(typeof value);
  switch (condition.op.replace("not_", "")) {
    case "exists":
      return true;
    case "equals":
      return scalar ? value === wanted : null;
    case "in":
      return scalar ? (wanted as unknown[]).some((each) => each === value) : null;
    case "contains":
      if (Array.isArray(value)) return value.some((each) => each === wanted);
      return typeof value === "string" ? value.includes(wanted as string) : null;
    case "starts_with":
      return typeof value === "string" ? value.indexOf(wanted as string) === 0 : null;
    case "matches":
      return typeof value === "string" ? new RegExp(wanted as string).test(value) : null;
    case "gt":
      return typeof value === "number" ? value > (wanted as number) : null;
    default:
      return typeof value === "number" ? value < (wanted as number) : null;
  }
}

function naiveValues(input: unknown, path: string[]): unknown[] {
  const [segment, ...rest] = path;
  if (segment === undefined) return input === null || input === undefined ? [] : [input];
  if (typeof input !== "object" || input === null) return [];
  const entries = Object.entries(input).filter(([key]) => segment === "*" || key === segment);
  return entries.flatMap(([, value]) => naiveValues(value, rest));
}

function naive(node: ConditionNode, input: unknown): Judgement {
  if ("op" in node) {
    const judgements = naiveValues(input, node.path.split(".")).map((value) => naiveTest(node, value));
    const found = judgements.includes(true) ? true : judgements.includes(null) ? null : false;
    if (!node.op.startsWith("not_")) return found;
    return found === null ? null : !found;
  }
  const judgements = ("any" in node ? node.any : node.all).map((member) => naive(member, input));
  const decisive = "any" in node;
  if (judgements.includes(decisive)) return decisive;
  return judgements.includes(null) ? null : !decisive;
}

const key = fc.constantFrom("a", "b", "0");
const path = fc.array(fc.oneof(key, fc.constant("*")), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const text = fc.constantFrom("", "x", "xy", "rm -rf", "y");
const scalar = fc.oneof(text, fc.integer({ min: -2, max: 2 }), fc.boolean());
const nonEmpty = text.filter((each) => each !== "");
const leaf = fc.oneof(
  fc.record({ path, op: fc.constantFrom("equals", "not_equals"), value: scalar }),
  fc.record({
    path,
    op: fc.constantFrom("contains", "not_contains", "starts_with", "not_starts_with", "matches", "not_matches"),
    value: nonEmpty,
  }),
  fc.record({ path, op: fc.constantFrom("in", "not_in"), value: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ path, op: fc.constantFrom("gt", "not_gt", "lt", "not_lt"), value: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ path, op: fc.constantFrom("exists", "not_exists") }),
) as fc.Arbitrary<Condition>;

function groupOf(members: fc.Arbitrary<ConditionNode>): fc.Arbitrary<ConditionGroup> {
  const list = fc.array(members, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    list.map((any) => ({ any })),
    list.map((all) => ({ all })),
  );
}
const inner = groupOf(leaf);
const group = groupOf(fc.oneof(leaf, inner, groupOf(fc.oneof(leaf, inner))));
const input = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

test("conditions mean what a naive reading of them says", () => {
  fc.assert(
    fc.property(group, input, (conditions, value) => {
      expect(judge(conditions, value)).toBe(naive(conditions, value));
    }),
    { numRuns: 3_000 },
  );
});

test("the order of conditions does not matter", () => {
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 6 }), input, (members, value) => {
      const turned = [...members].reverse();
      expect(judge({ any: members }, value)).toBe(judge({ any: turned }, value));
      expect(judge({ all: members }, value)).toBe(judge({ all: turned }, value));
    }),
  );
});

test("what is stored after the schema is what was written", () => {
  fc.assert(
    fc.property(group, (conditions) => {
      expect(Conditions.parse(conditions)).toEqual(conditions);
    }),
  );
});

test("a negated operator is true where the path is absent", () => {
  expect(one({ path: "command", op: "not_contains", value: "rm" }, {})).toBe(true);
  expect(one({ path: "command", op: "contains", value: "rm" }, {})).toBe(false);
});

test("a value of a kind the operator cannot judge is neither true nor false", () => {
  expect(one({ path: "command", op: "contains", value: "rm" }, { command: { nested: "rm" } })).toBeNull();
  expect(one({ path: "command", op: "not_starts_with", value: "git" }, { command: 5 })).toBeNull();
});

test("inherited properties are not part of the input", () => {
  expect(one({ path: "constructor", op: "exists" }, {})).toBe(false);
  expect(one({ path: "__proto__.polluted", op: "exists" }, JSON.parse('{"a":1}'))).toBe(false);
});

test("a pattern that backtracking engines die of is answered in linear time over a megabyte", () => {
  const hard = { path: "command", op: "matches", value: "(a+)+(a|aa)*$" } as const;
  const started = performance.now();

  one(hard, { command: `${"a".repeat(999_000)}!` });

  expect(performance.now() - started).toBeLessThan(3_000);
});

test("a longer text than a megabyte is not judged", () => {
  expect(one({ path: "a", op: "matches", value: "x" }, { a: "y".repeat(1_000_001) })).toBeNull();
});

test.each([
  [{ any: [] }, "any", "A group needs at least one condition"],
  [{ any: [{ path: "a", op: "like", value: "x" }] }, "any.0.op", "Choose an operator"],
  [{ any: [{ path: "a", op: "equals", value: "x", note: 1 }] }, "any.0", "note"],
  [{ all: [{ path: "", op: "exists" }] }, "all.0.path", "Name a field"],
  [{ all: [{ path: "a", op: "gt", value: "5" }] }, "all.0.value", "Give a number"],
  [{ all: [{ any: [{ all: [{ any: [{ path: "a", op: "exists" }] }] }] }] }, "all.0.any.0.all.0", "at most 3 deep"],
  [{ all: [], any: [] }, "", "Write a group of conditions"],
  [[], "", "Write a group of conditions"],
])("%j is refused at %s", (conditions, field, message) => {
  const { error } = Conditions.safeParse(conditions);

  expect(error?.issues[0]?.path.join(".")).toBe(field);
  expect(error?.issues[0]?.message).toContain(message);
});

test("more than fifty conditions are refused", () => {
  const many = Array.from({ length: 26 }, () => ({ path: "a", op: "exists" }));

  expect(Conditions.safeParse({ all: [{ any: many }, { any: many }] }).error?.issues[0]?.message).toContain(
    "at most 50",
  );
});

test("a pattern that cannot run in linear time has a fault", () => {
  expect(patternFault("git (push|pull)")).toBeNull();
  expect(patternFault("(a)\\1")).not.toBeNull();
  expect(patternFault("(?=x)")).not.toBeNull();
});
