import { Conditions } from "@/features/policies";

/** A rule as tables and forms take it: its conditions in the shape that was checked when it was saved. */
export function toolRuleRow<Rule extends { conditions: unknown }>(rule: Rule) {
  return { ...rule, conditions: Conditions.nullable().parse(rule.conditions) };
}
