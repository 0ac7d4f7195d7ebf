import { Facts } from "@/components/facts";
import { VerdictBadge } from "@/components/verdict-badge";
import type { ConditionGroup } from "../schemas";
import { conditionWords } from "./condition-words";
import { verdictOfRule } from "./rule-verdict";
import { scopeWords } from "./scope-words";

type Props = {
  rule: {
    action: string;
    conditions: ConditionGroup | null;
    reason: string | null;
    isEnabled: boolean;
    team: { name: string } | null;
    employee: { fullName: string } | null;
    agent: { name: string } | null;
    createdBy: { fullName: string } | null;
  };
};

/** A rule, to be read. */
export function RuleFacts({ rule }: Props) {
  return (
    <Facts
      facts={[
        { label: "Verdict", value: <VerdictBadge verdict={verdictOfRule(rule.action)} /> },
        { label: "When", value: conditionWords(rule.conditions) },
        { label: "Binds", value: scopeWords(rule) },
        { label: "Reason shown", value: rule.reason ?? "none" },
        { label: "In force", value: rule.isEnabled ? "Yes" : "No, switched off" },
        { label: "Made by", value: rule.createdBy?.fullName ?? "Somebody who has left" },
      ]}
    />
  );
}
