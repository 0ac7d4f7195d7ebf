import { compileGate, decide } from "@/features/policies/server";
import { newId } from "@/lib/ids";

export type GateFigures = { rules: number; p50Us: number; p99Us: number };

/** Rules as companies write them: half name a tool, half a family of tools; each second one has conditions on the input. */
function rule(at: number) {
  const isGlob = at % 2 === 0;
  const isConditional = at % 4 >= 2;
  return {
    id: newId(),
    version: 1,
    toolName: isGlob ? `mcp__server${String(at)}__*` : "Bash",
    action: at % 3 === 0 ? "deny" : "audit",
    reason: "Because",
    conditions: isConditional
      ? {
          all: [
            { path: "command", op: "contains", value: `secret-${String(at)}` },
            { path: "command", op: "matches", value: "rm\\s+-rf" },
          ],
        }
      : null,
    client: null,
  };
}

/** How long one decision takes in memory, for a tool call that every rule about `Bash` has to look at. */
export function measureGate(rules: number): GateFigures {
  const toolRules = Array.from({ length: rules }, (_, at) => rule(at));
  const gate = compileGate({ toolRules, modelPolicies: [], disabledAgents: [] });
  const action = {
    kind: "tool",
    tool: "Bash",
    input: { command: "git status --short && npm test" },
    client: "claude-code",
  } as const;
  for (let warm = 0; warm < 2_000; warm += 1) decide(gate, action);
  const times = Array.from({ length: 5_000 }, () => {
    const began = performance.now();
    decide(gate, action);
    return (performance.now() - began) * 1_000;
  }).sort((left, right) => left - right);
  return { rules, p50Us: times[2_500] ?? 0, p99Us: times[4_950] ?? 0 };
}
