"use client";

import { RelativeTime } from "@/components/relative-time";

type Version = {
  version: number;
  snapshot: unknown;
  changedAt: Date;
  changedBy: { fullName: string } | null;
};

const WORDS: Record<string, string> = {
  toolName: "tool",
  action: "verdict",
  conditions: "conditions",
  reason: "reason",
  isEnabled: "in force",
  isDeleted: "deleted",
  name: "name",
  description: "description",
  rules: "models",
  severity: "verdict",
  appliesTo: "whom it binds",
  teamIds: "teams",
  employeeIds: "people",
};

function changedFields(now: unknown, before: unknown): string {
  if (typeof now !== "object" || now === null || typeof before !== "object" || before === null) return "Created";
  const [to, from] = [new Map(Object.entries(now)), new Map(Object.entries(before))];
  const changed = [...to].filter(
    ([key, value]) => key !== "version" && JSON.stringify(value) !== JSON.stringify(from.get(key)),
  );
  const words = changed.map(([key, value]) => {
    if (key === "isEnabled") return value === true ? "switched on" : "switched off";
    return WORDS[key] ?? key;
  });
  return words.length === 0 ? "Saved unchanged" : `Changed: ${words.join(", ")}`;
}

/** Every version a rule ever had, newest first: when, by whom, and what changed. */
export function RuleVersions({ versions }: { versions: readonly Version[] }) {
  return (
    <ol className="divide-y divide-line">
      {versions.map((each, place) => (
        <li key={each.version} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5">
          <span className="flex items-baseline gap-3">
            <span className="font-mono text-xs text-ink-faint">v{each.version}</span>
            <span className="text-ink">{changedFields(each.snapshot, versions[place + 1]?.snapshot)}</span>
          </span>
          <span className="text-xs text-ink-faint">
            {each.changedBy?.fullName ?? "Somebody who has left"}, <RelativeTime at={each.changedAt} />
          </span>
        </li>
      ))}
    </ol>
  );
}
