import { RE2JS } from "re2js";
import type { Condition, ConditionGroup, PlainOperator } from "../../schemas";

/**
 * What an evaluation can say. `null` means that it could not be judged, such as a regular expression over a list: a
 * rule treats that as a match, because all our rules restrict.
 */
export type Judgement = boolean | null;

/** Longer texts are not judged but matched: no honest tool call carries them in one field. */
const MAX_TEXT = 1_000_000;
/** More elements behind a `*` than this are not judged. */
const MAX_ELEMENTS = 10_000;

type Scalar = string | number | boolean;
type Test = (value: unknown) => Judgement;

/** One evaluation's memory: rules often look at the same value and ask the same thing, and it is then asked once. */
export type Memo = { values: Map<string, unknown[] | undefined>; judgements: Map<string, Judgement> };
export type Judge = (input: unknown, memo: Memo) => Judgement;

export function newMemo(): Memo {
  return { values: new Map(), judgements: new Map() };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function onText(test: (text: string) => boolean): Test {
  return (value) => (typeof value === "string" && value.length <= MAX_TEXT ? test(value) : null);
}

function onNumber(test: (value: number) => boolean): Test {
  return (value) => (typeof value === "number" ? test(value) : null);
}

/** A pattern that does not compile (any more) judges nothing, so its rule matches. */
function pattern(source: string): Test {
  try {
    const compiled = RE2JS.compile(source);
    return onText((text) => compiled.test(text));
  } catch {
    return () => null;
  }
}

function testOf(operator: PlainOperator, condition: Condition): Test {
  const value = "value" in condition ? condition.value : undefined;
  switch (operator) {
    case "exists":
      return () => true;
    case "equals":
      return (actual) => (isScalar(actual) ? actual === value : null);
    case "in": {
      const list = new Set<unknown>(Array.isArray(value) ? value : []);
      return (actual) => (isScalar(actual) ? list.has(actual) : null);
    }
    case "contains":
      return (actual) =>
        Array.isArray(actual) ? actual.includes(value) : onText((text) => text.includes(String(value)))(actual);
    case "starts_with":
      return onText((text) => text.startsWith(String(value)));
    case "matches":
      return pattern(String(value));
    case "gt":
      return onNumber((actual) => actual > Number(value));
    case "lt":
      return onNumber((actual) => actual < Number(value));
  }
}

/**
 * The values at a path: one, several behind a `*`, none where it is absent. `null` counts as absent. Only own
 * properties are looked at. Undefined when there are too many to judge.
 */
export function valuesAt(input: unknown, path: readonly string[]): unknown[] | undefined {
  let found: unknown[] = [input];
  for (const segment of path) {
    const next: unknown[] = [];
    for (const value of found) {
      if (typeof value !== "object" || value === null) continue;
      const record = value as Record<string, unknown>;
      if (segment === "*") {
        const inner = Object.values(record);
        if (next.length + inner.length > MAX_ELEMENTS) return undefined;
        next.push(...inner);
      } else if (Object.hasOwn(record, segment)) {
        next.push(record[segment]);
      }
    }
    found = next;
  }
  return found.filter((value) => value !== null && value !== undefined);
}

function negate(judgement: Judgement): Judgement {
  return judgement === null ? null : !judgement;
}

const NEGATION = "not_";

/** True when the test is true of any value, else unknown when it is of any, else false. */
function testAny(values: readonly unknown[] | undefined, test: Test): Judgement {
  if (values === undefined) return null;
  let found: Judgement = false;
  for (const value of values) {
    const judgement = test(value);
    if (judgement === true) return true;
    if (judgement === null) found = null;
  }
  return found;
}

function compileCondition(condition: Condition): Judge {
  const isNegated = condition.op.startsWith(NEGATION);
  const operator = (isNegated ? condition.op.slice(NEGATION.length) : condition.op) as PlainOperator;
  const test = testOf(operator, condition);
  const segments = condition.path.split(".");
  const judge: Judge = (input, { values }) => {
    if (!values.has(condition.path)) values.set(condition.path, valuesAt(input, segments));
    return testAny(values.get(condition.path), test);
  };
  // Remembering costs more than it saves, except for patterns.
  const plain = operator === "matches" ? remembered(`${condition.path} ${patternOf(condition)}`, judge) : judge;
  return isNegated ? (input, memo) => negate(plain(input, memo)) : plain;
}

function patternOf(condition: Condition): string {
  return "value" in condition ? String(condition.value) : "";
}

function remembered(key: string, judge: Judge): Judge {
  return (input, memo) => {
    const known = memo.judgements.get(key);
    if (known !== undefined) return known;
    const judgement = judge(input, memo);
    memo.judgements.set(key, judgement);
    return judgement;
  };
}

/**
 * Compiles a group of conditions into a function of a tool's input. One member decides the group where it is what the
 * group looks for (true in `any`, false in `all`); else one that cannot be judged leaves it open. So the three values
 * combine the same way in whatever order the conditions stand.
 */
export function compileConditions(group: ConditionGroup): Judge {
  const decisive = "any" in group;
  const members = ("any" in group ? group.any : group.all).map((node) =>
    "op" in node ? compileCondition(node) : compileConditions(node),
  );
  return (input, memo) => {
    let found: Judgement = !decisive;
    for (const member of members) {
      const judgement = member(input, memo);
      if (judgement === decisive) return decisive;
      if (judgement === null) found = null;
    }
    return found;
  };
}

/** The fault of a regular expression, as a sentence; null when it is one that runs in linear time. */
export function patternFault(source: string): string | null {
  try {
    RE2JS.compile(source);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "not a regular expression";
  }
}
