import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, baseModel, decide } from "./decide";
import { type GateFacts, type ToolRuleFacts, compileGate } from "./gate";
import { VERDICTS, type Verdict, compareVerdicts } from "./verdict";

const NOTHING: GateFacts = { toolRules: [], modelPolicies: [], disabledAgents: [] };

function rule(facts: Partial<ToolRuleFacts>): ToolRuleFacts {
  return {
    id: "r1",
    version: 1,
    toolName: "*",
    action: "deny",
    reason: null,
    conditions: null,
    client: null,
    ...facts,
  };
}

function call(tool: string, input: unknown = {}, client: string | null = "claude-code"): Action {
  return { kind: "tool", tool, input, client };
}

function verdictOf(toolRules: ToolRuleFacts[], action: Action): Verdict {
  return decide(compileGate({ ...NOTHING, toolRules }), action).verdict;
}

const tool = fc.constantFrom("Bash", "bash", "Read", "mcp__github__list", "mcp__github__delete");
const conditions = fc.constantFrom(
  null,
  { any: [{ path: "command", op: "contains", value: "rm" }] },
  { all: [{ path: "command", op: "not_starts_with", value: "git" }] },
  { all: [{ path: "n", op: "gt", value: 3 }] },
  { nonsense: true },
);
const anyRule = fc.record({
  id: fc.uuid(),
  version: fc.integer({ min: 1, max: 9 }),
  toolName: fc.constantFrom("*", "Bash", "mcp__*", "*delete*", "Read"),
  action: fc.constantFrom("deny", "audit", "warn", "require_approval", "unheard_of"),
  reason: fc.constantFrom(null, "", "No."),
  conditions,
  client: fc.constantFrom(null, "claude-code", "codex"),
}) as fc.Arbitrary<ToolRuleFacts>;
const input = fc.oneof(
  fc.record({ command: fc.constantFrom("rm -rf /", "git push", "ls"), n: fc.oneof(fc.integer(), fc.string()) }),
  fc.anything(),
);
const action = fc.record({
  kind: fc.constant("tool" as const),
  tool,
  input,
  client: fc.constantFrom(null, "claude-code", "codex"),
});

test("adding a rule never loosens", () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 6 }), anyRule, action, (rules, added, asked) => {
      expect(compareVerdicts(verdictOf([...rules, added], asked), verdictOf(rules, asked))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1_000 },
  );
});

test("the order in which rules were read changes nothing", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRule, { maxLength: 8, selector: ({ id }) => id }), action, (rules, asked) => {
      const forwards = decide(compileGate({ ...NOTHING, toolRules: rules }), asked);
      const backwards = decide(compileGate({ ...NOTHING, toolRules: [...rules].reverse() }), asked);
      expect(backwards).toEqual(forwards);
    }),
    { numRuns: 1_000 },
  );
});

test("nothing makes it throw", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ ...anyRuleWithAnyConditions() }), { maxLength: 4 }),
      fc.string(),
      fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }),
      (rules, name, value) => {
        const gate = compileGate({ ...NOTHING, toolRules: rules });
        expect(VERDICTS).toContain(decide(gate, call(name, value)).verdict);
        expect(VERDICTS).toContain(decide(gate, { kind: "model", model: name, client: null }).verdict);
      },
    ),
    { numRuns: 1_000 },
  );
});

function anyRuleWithAnyConditions() {
  return {
    id: fc.uuid(),
    version: fc.integer(),
    toolName: fc.string(),
    action: fc.string(),
    reason: fc.option(fc.string()),
    conditions: fc.anything(),
    client: fc.option(fc.string()),
  };
}

test("the most restrictive rule decides, and says so", () => {
  const gate = compileGate({
    ...NOTHING,
    toolRules: [
      rule({ id: "a", action: "audit" }),
      rule({ id: "b", toolName: "Bash", version: 3, reason: "Use the pipeline." }),
    ],
  });

  expect(decide(gate, call("bash"))).toMatchObject({
    verdict: "DENY",
    rules: [{ id: "b", version: 3 }, { id: "a" }],
    reason: "Use the pipeline. (rule “Bash”, version 3)",
    remedy: expect.stringContaining("policies"),
  });
  expect(decide(gate, call("Read"))).toMatchObject({ verdict: "AUDIT", reason: null, remedy: null });
});

test("conditions that cannot be read, or a value that cannot be judged, restrict", () => {
  const starts = { all: [{ path: "command", op: "starts_with", value: "rm" }] };

  expect(verdictOf([rule({ conditions: { broken: 1 } })], call("Bash"))).toBe("DENY");
  expect(verdictOf([rule({ conditions: starts })], call("Bash", { command: ["rm"] }))).toBe("DENY");
  expect(verdictOf([rule({ conditions: starts })], call("Bash", { command: "ls" }))).toBe("ALLOW");
});

test("a rule for one agent binds that agent", () => {
  const rules = [rule({ client: "codex" })];

  expect(verdictOf(rules, call("Bash", {}, "codex"))).toBe("DENY");
  expect(verdictOf(rules, call("Bash", {}, "claude-code"))).toBe("ALLOW");
});

test("an agent that is switched off may do nothing, and the reason says who did it", () => {
  const gate = compileGate({
    ...NOTHING,
    disabledAgents: [{ client: "claude-code", name: "Claude Code", by: "team" }],
  });

  expect(decide(gate, call("Read"))).toMatchObject({
    verdict: "DENY",
    reason: "Claude Code is switched off for your team.",
  });
  expect(decide(gate, { kind: "model", model: "m", client: "codex" }).verdict).toBe("ALLOW");
});

test.each([
  [{ allow: ["claude-sonnet-*"], deny: [] }, "claude-sonnet-4-5-20250929", "ALLOW"],
  [{ allow: ["claude-sonnet-4-5"], deny: [] }, "claude-sonnet-4-5-20250929", "ALLOW"],
  [{ allow: ["claude-sonnet-4-5"], deny: [] }, "claude-sonnet-4-5[1m]", "ALLOW"],
  [{ allow: ["claude-sonnet-*"], deny: [] }, "claude-opus-5-5", "DENY"],
  [{ allow: [], deny: ["*opus*"] }, "claude-OPUS-5-5", "DENY"],
  [{ allow: [], deny: ["*opus*"] }, "claude-haiku-5", "ALLOW"],
  [{ allow: ["*"], deny: ["claude-opus-5-5"] }, "claude-opus-5-5-20260801", "DENY"],
  ["not rules at all", "claude-haiku-5", "DENY"],
])("under %j the model %s is %s", (rules, model, verdict) => {
  const policy = { id: "p", version: 2, name: "Approved models", severity: "block", rules, client: null };
  const gate = compileGate({ ...NOTHING, modelPolicies: [policy] });

  expect(decide(gate, { kind: "model", model, client: null }).verdict).toBe(verdict);
});

test("a refused model names the policy and what may be used", () => {
  const policy = { id: "p", version: 2, name: "Approved models", severity: "block", client: null };
  const gate = compileGate({
    ...NOTHING,
    modelPolicies: [{ ...policy, rules: { allow: ["claude-haiku-*"], deny: [] } }],
  });

  expect(decide(gate, { kind: "model", model: "claude-opus-5", client: null })).toMatchObject({
    reason: "The model claude-opus-5 is not one your organization allows (policy “Approved models”, version 2).",
    remedy: "Choose one of: claude-haiku-*.",
  });
});

test("two of a person's allow-lists both hold", () => {
  const policy = { version: 1, name: "p", severity: "block", client: null };
  const gate = compileGate({
    ...NOTHING,
    modelPolicies: [
      { ...policy, id: "p1", rules: { allow: ["claude-*"], deny: [] } },
      { ...policy, id: "p2", rules: { allow: ["*-haiku-*", "gpt-*"], deny: [] } },
    ],
  });
  const ask = (model: string): Verdict => decide(gate, { kind: "model", model, client: null }).verdict;

  expect([ask("claude-haiku-5"), ask("claude-opus-5"), ask("gpt-6")]).toEqual(["ALLOW", "DENY", "DENY"]);
});

test("a model's variants have one base", () => {
  expect(["claude-x-20260101", "claude-x[1m]", "claude-x-20260101[1m]", "claude-x"].map(baseModel)).toEqual(
    Array.from({ length: 4 }, () => "claude-x"),
  );
});

test("a thousand rules over a megabyte of input answer within a second", () => {
  const toolRules = Array.from({ length: 1_000 }, (_, at) =>
    rule({
      id: `r${String(at)}`,
      conditions: { any: [{ path: "command", op: "matches", value: `(x+)+y${String(at % 20)}` }] },
    }),
  );
  const gate = compileGate({ ...NOTHING, toolRules });
  const started = performance.now();

  decide(gate, call("Bash", { command: "x".repeat(1_000_000) }));

  expect(performance.now() - started).toBeLessThan(5_000);
});
