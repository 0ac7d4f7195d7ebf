import { command } from "@/server/command";
import { SwitchToolRuleInput, UpdateToolRuleInput } from "../schemas";
import {
  conditionsColumn,
  findRuleToChange,
  keepRuleVersion,
  requirePatterns,
  ruleSnapshot,
  writeNextRule,
} from "./internal/tool-rule";

/**
 * Changes what a rule says; whom it binds stays, because that would be another rule. Throws STALE when the version is
 * no longer the one the editor saw.
 */
export const updateToolRule = command({
  name: "tool_rule.update",
  permission: "policy:manage",
  input: UpdateToolRuleInput,
  async run({ db, actor, input: { toolRuleId, version, toolName, action, conditions, reason } }) {
    requirePatterns(conditions ?? null);
    const before = await findRuleToChange(db, { toolRuleId, version });
    const rule = await writeNextRule(db, before, {
      ...(toolName !== undefined && { toolName }),
      ...(action !== undefined && { action }),
      ...(conditions !== undefined && { conditions: conditionsColumn(conditions) }),
      ...(reason !== undefined && { reason: reason === "" ? null : reason }),
    });
    await keepRuleVersion(db, rule, { by: actor.employeeId });
    return {
      result: rule,
      audit: {
        targetType: "tool_rule",
        targetId: rule.id,
        before: ruleSnapshot(before),
        after: ruleSnapshot(rule),
      },
    };
  },
});

/** Switches a rule on or off. A version of its own, so that what held at any moment can be told. Throws STALE. */
export const switchToolRule = command({
  name: "tool_rule.update",
  permission: "policy:manage",
  input: SwitchToolRuleInput,
  async run({ db, actor, input: { toolRuleId, version, isEnabled } }) {
    const before = await findRuleToChange(db, { toolRuleId, version });
    const rule = await writeNextRule(db, before, { isEnabled });
    await keepRuleVersion(db, rule, { by: actor.employeeId });
    return {
      result: rule,
      audit: {
        targetType: "tool_rule",
        targetId: rule.id,
        before: { isEnabled: before.isEnabled },
        after: { isEnabled },
      },
    };
  },
});
