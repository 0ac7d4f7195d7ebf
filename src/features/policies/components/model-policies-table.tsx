"use client";

import { Boxes } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import type { TableColumn } from "@/components/table-columns";
import { VerdictBadge } from "@/components/verdict-badge";
import { verdictOfPolicy } from "./rule-verdict";

export type ModelPolicyRow = {
  id: string;
  name: string;
  rules: { allow: readonly string[]; deny: readonly string[] };
  severity: string;
  appliesTo: string;
  isEnabled: boolean;
  updatedAt: Date;
  teams: readonly { name: string }[];
  employees: readonly { fullName: string }[];
  agents: readonly { name: string }[];
};

/** Whom an allow-list binds, in words. */
export function boundWords(policy: Pick<ModelPolicyRow, "appliesTo" | "teams" | "employees" | "agents">): string {
  if (policy.appliesTo === "ORG") return "Everyone";
  const names = [
    ...policy.teams.map(({ name }) => name),
    ...policy.employees.map(({ fullName }) => fullName),
    ...policy.agents.map(({ name }) => name),
  ];
  return names.length === 0 ? "Nobody: a draft" : names.join(", ");
}

const COLUMNS: readonly TableColumn<ModelPolicyRow>[] = [
  {
    id: "name",
    header: "List",
    onPhone: "title",
    cell: (policy) => <span className="font-medium text-ink">{policy.name}</span>,
    sortBy: (policy) => policy.name,
  },
  { id: "allow", header: "Allowed", cell: (policy) => <Globs globs={policy.rules.allow} none="all others" /> },
  { id: "deny", header: "Denied", cell: (policy) => <Globs globs={policy.rules.deny} none="none" /> },
  {
    id: "severity",
    header: "Otherwise",
    cell: (policy) => (
      <VerdictBadge verdict={verdictOfPolicy(policy.severity)} word={policy.severity === "block" ? "Deny" : "Audit"} />
    ),
  },
  { id: "binds", header: "Binds", cell: boundWords, sortBy: boundWords },
  {
    id: "changed",
    header: "Changed",
    cell: (policy) => <RelativeTime at={policy.updatedAt} />,
    sortBy: (policy) => policy.updatedAt,
  },
  {
    id: "on",
    header: "In force",
    align: "end",
    width: "narrow",
    cell: (policy) => (policy.isEnabled ? <Badge tone="allow">On</Badge> : <Badge>Off</Badge>),
  },
];

/** Which models may be used, by whom. */
export function ModelPoliciesTable({
  policies,
  org,
  emptyAction,
}: {
  policies: readonly ModelPolicyRow[];
  org: string;
  emptyAction?: ReactNode;
}) {
  return (
    <DataTable
      label="Model lists"
      columns={COLUMNS}
      rows={policies}
      rowId={(policy) => policy.id}
      rowHref={(policy) => `/${org}/control/policies/models/${policy.id}`}
      empty={
        <EmptyState
          icon={<Boxes />}
          title="Every priced model is allowed"
          body="A list allows some models and refuses the rest, or denies a few: for everyone, a team or one person."
          {...(emptyAction !== undefined && { action: emptyAction })}
        />
      }
    />
  );
}

function Globs({ globs, none }: { globs: readonly string[]; none: string }) {
  if (globs.length === 0) return <span className="text-ink-faint">{none}</span>;
  return (
    <span className="flex flex-wrap gap-1 max-md:justify-end">
      {globs.map((glob) => (
        <code key={glob} className="rounded-sm bg-sunken px-1 font-mono text-xs">
          {glob}
        </code>
      ))}
    </span>
  );
}
