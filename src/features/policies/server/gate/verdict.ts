/** What the gate can say, least restrictive first. Where several rules speak, the most restrictive holds. */
export const VERDICTS = ["ALLOW", "AUDIT", "WARN", "REQUIRE_APPROVAL", "DENY"] as const;
export type Verdict = (typeof VERDICTS)[number];

const RANK: Record<Verdict, number> = { ALLOW: 0, AUDIT: 1, WARN: 2, REQUIRE_APPROVAL: 3, DENY: 4 };

/** Positive when `left` is more restrictive than `right`. */
export function compareVerdicts(left: Verdict, right: Verdict): number {
  return RANK[left] - RANK[right];
}

const OF_ACTION = new Map<string, Verdict>([
  ["audit", "AUDIT"],
  ["warn", "WARN"],
  ["require_approval", "REQUIRE_APPROVAL"],
  ["deny", "DENY"],
]);

/** The verdict of a rule's stored action; a word we do not know refuses. */
export function verdictOfAction(action: string): Verdict {
  return OF_ACTION.get(action) ?? "DENY";
}

const OF_SEVERITY = new Map<string, Verdict>([
  ["log", "AUDIT"],
  ["warn", "WARN"],
  ["approve", "REQUIRE_APPROVAL"],
  ["block", "DENY"],
]);

/** The verdict of a policy's stored severity; a word we do not know refuses. */
export function verdictOfSeverity(severity: string): Verdict {
  return OF_SEVERITY.get(severity) ?? "DENY";
}
