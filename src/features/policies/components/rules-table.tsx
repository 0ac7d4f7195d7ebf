"use client";

import { ShieldAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { DataTable } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { RelativeTime } from "@/components/relative-time";
import { Switch } from "@/components/switch";
import type { TableColumn } from "@/components/table-columns";
import { toastDone, toastError } from "@/components/toast";
import { VerdictBadge } from "@/components/verdict-badge";
import { trpc } from "@/lib/trpc";
import type { ConditionGroup } from "../schemas";
import { conditionWords } from "./condition-words";
import { verdictOfRule } from "./rule-verdict";
import { scopeWords } from "./scope-words";

export type RuleRow = {
  id: string;
  toolName: string;
  action: string;
  conditions: ConditionGroup | null;
  reason: string | null;
  isEnabled: boolean;
  version: number;
  updatedAt: Date;
  team: { name: string } | null;
  employee: { fullName: string } | null;
  agent: { name: string } | null;
  canManage: boolean;
};

const COLUMNS: readonly TableColumn<RuleRow>[] = [
  {
    id: "tool",
    header: "Tool",
    onPhone: "title",
    cell: (rule) => (
      <span className="block min-w-0">
        <code className="block truncate font-mono text-sm font-medium text-ink">{rule.toolName}</code>
        <span className="block truncate text-xs font-normal text-ink-faint" title={conditionWords(rule.conditions)}>
          {rule.conditions === null ? "always" : `when ${conditionWords(rule.conditions)}`}
        </span>
      </span>
    ),
    sortBy: (rule) => rule.toolName,
    searchIn: (rule) => `${rule.toolName} ${rule.reason ?? ""} ${conditionWords(rule.conditions)}`,
  },
  {
    id: "action",
    header: "Says",
    cell: (rule) => (
      <VerdictBadge verdict={verdictOfRule(rule.action)} word={rule.action === "deny" ? "Deny" : "Audit"} />
    ),
    sortBy: (rule) => rule.action,
  },
  {
    id: "scope",
    header: "Binds",
    cell: scopeWords,
    sortBy: scopeWords,
    searchIn: scopeWords,
  },
  {
    id: "reason",
    header: "Reason shown",
    cell: (rule) => <span className="line-clamp-2">{rule.reason ?? <span className="text-ink-faint">none</span>}</span>,
  },
  {
    id: "changed",
    header: "Changed",
    cell: (rule) => <RelativeTime at={rule.updatedAt} />,
    sortBy: (rule) => rule.updatedAt,
  },
  {
    id: "on",
    header: "In force",
    align: "end",
    width: "narrow",
    cell: (rule) => (rule.canManage ? <RuleSwitch rule={rule} /> : <OnOff isOn={rule.isEnabled} />),
    sortBy: (rule) => (rule.isEnabled ? 0 : 1),
  },
];

type Props = { rules: readonly RuleRow[]; org: string; emptyAction?: ReactNode };

/** Rules about tools: what they say, to whom, and whether they are in force. */
export function RulesTable({ rules, org, emptyAction }: Props) {
  return (
    <DataTable
      label="Tool rules"
      columns={COLUMNS}
      rows={rules}
      rowId={(rule) => rule.id}
      rowHref={(rule) => `/${org}/control/policies/${rule.id}`}
      search={{ placeholder: "Find a rule" }}
      empty={
        <EmptyState
          icon={<ShieldAlert />}
          title="Every tool is allowed"
          body="A rule denies a tool, or lets it pass and records it: for everyone, a team or one person."
          {...(emptyAction !== undefined && { action: emptyAction })}
        />
      }
    />
  );
}

function OnOff({ isOn }: { isOn: boolean }) {
  return isOn ? <Badge tone="allow">On</Badge> : <Badge>Off</Badge>;
}

function RuleSwitch({ rule }: { rule: RuleRow }) {
  const router = useRouter();
  const change = trpc.policies.switchToolRule.useMutation({
    onSuccess: ({ isEnabled }) => {
      toastDone(isEnabled ? "In force within a second" : "No longer in force");
      router.refresh();
    },
    onError: (error) => {
      toastError(error);
      router.refresh();
    },
  });
  return (
    <Switch
      label={`Rule for ${rule.toolName} in force`}
      checked={change.isPending ? !rule.isEnabled : rule.isEnabled}
      disabled={change.isPending}
      onChange={(isEnabled) => change.mutate({ toolRuleId: rule.id, version: rule.version, isEnabled })}
    />
  );
}
