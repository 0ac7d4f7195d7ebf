import type { Verdict } from "@/components/verdict-badge";

const OF_ACTION: Record<string, Verdict> = {
  deny: "DENY",
  audit: "AUDIT",
  warn: "WARN",
  require_approval: "REQUIRE_APPROVAL",
};
const OF_SEVERITY: Record<string, Verdict> = { block: "DENY", log: "AUDIT", warn: "WARN", approve: "REQUIRE_APPROVAL" };

/** What a rule says when it applies. A word we do not know refuses, as the gate does. */
export function verdictOfRule(action: string): Verdict {
  return OF_ACTION[action] ?? "DENY";
}

export function verdictOfPolicy(severity: string): Verdict {
  return OF_SEVERITY[severity] ?? "DENY";
}
