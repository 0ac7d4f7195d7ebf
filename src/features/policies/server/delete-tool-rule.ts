import { command } from "@/server/command";
import { DeleteToolRuleInput } from "../schemas";
import { findRuleToChange, keepRuleVersion, ruleSnapshot, staleRule } from "./internal/tool-rule";

/**
 * Removes a rule. Its versions stay, the last one marked as removed, so that old decisions remain explainable. Throws
 * STALE when it is no longer the rule the editor saw.
 */
export const deleteToolRule = command({
  name: "tool_rule.delete",
  permission: "policy:manage",
  input: DeleteToolRuleInput,
  async run({ db, actor, input }) {
    const rule = await findRuleToChange(db, input);
    await keepRuleVersion(db, { ...rule, version: rule.version + 1 }, { by: actor.employeeId, isDeleted: true });
    const { count } = await db.toolPolicy.deleteMany({ where: { id: rule.id, version: rule.version } });
    if (count === 0) throw staleRule();
    return {
      result: { id: rule.id },
      audit: { targetType: "tool_rule", targetId: rule.id, before: ruleSnapshot(rule) },
    };
  },
});
