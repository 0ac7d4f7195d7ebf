import { type Action, compileGate, decide } from "../src/features/policies/server";

export type GateFigure = { rules: number; p50Ms: number; p99Ms: number; decisionsPerSecond: number };

const TOOLS = ["Bash", "Read", "Edit", "Write", "WebFetch", "Grep", "mcp__github__create_issue", "mcp__jira__search"];
const GLOBS = ["Bash", "mcp__*", "*", "Web*", "mcp__github__*", "Edit"];
const WARM_UP = 2_000;
const MEASURED = 20_000;

/** A company's rules: a third each for any tool, for families of tools and for single ones; most with two conditions. */
function ruleSet(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    id: `rule-${String(at)}`,
    version: 1,
    toolName: GLOBS[at % GLOBS.length] ?? "*",
    action: at % 5 === 0 ? "audit" : "deny",
    reason: null,
    client: null,
    conditions: {
      all: [
        { path: "command", op: "contains", value: `danger-${String(at)}` },
        { path: "command", op: "matches", value: `\\bgit\\s+push.*--force-${String(at % 50)}\\b` },
      ],
    },
  }));
}

function actions(): Action[] {
  return TOOLS.map((tool) => ({
    kind: "tool",
    tool,
    client: "claude-code",
    input: { command: "git push origin main && npm test", description: "Push and test", file_path: "src/a.ts" },
  }));
}

/** How long one decision takes in process, with so many rules that all look at the same call. */
export function measureGate(rules: number): GateFigure {
  const gate = compileGate({ toolRules: ruleSet(rules), modelPolicies: [], disabledAgents: [] });
  const asked = actions();
  const ask = (at: number): void => {
    const action = asked[at % asked.length];
    if (action) decide(gate, action);
  };
  for (let at = 0; at < WARM_UP; at += 1) ask(at);
  const times = new Float64Array(MEASURED);
  for (let at = 0; at < MEASURED; at += 1) {
    const began = performance.now();
    ask(at);
    times[at] = performance.now() - began;
  }
  times.sort();
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    rules,
    p50Ms: times[Math.floor(MEASURED * 0.5)] ?? 0,
    p99Ms: times[Math.floor(MEASURED * 0.99)] ?? 0,
    decisionsPerSecond: Math.round((MEASURED * 1_000) / total),
  };
}
