import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import { CreateToolRuleInput } from "../schemas";
import {
  TOOL_RULE_VIEW,
  conditionsColumn,
  keepRuleVersion,
  requirePatterns,
  requireRoomForRule,
  requireScope,
  ruleSnapshot,
} from "./internal/tool-rule";

/**
 * A new rule about tools. It is in force on every server surface within a second, and in a running agent at its next
 * tool call. Throws INVALID for a pattern that cannot run in linear time, NOT_FOUND for a scope that does not exist, and
 * LIMIT_EXCEEDED, with the count, at 20,000 rules.
 */
export const createToolRule = command({
  name: "tool_rule.create",
  permission: "policy:manage",
  input: CreateToolRuleInput,
  async run({ db, actor, input: { scope, conditions, ...input } }) {
    requirePatterns(conditions);
    await requireScope(db, scope);
    await requireRoomForRule(db);
    const rule = await db.toolPolicy.create({
      data: {
        id: newId(),
        ...input,
        reason: input.reason === "" ? null : input.reason,
        conditions: conditionsColumn(conditions),
        teamId: scope.teamId ?? null,
        employeeId: scope.employeeId ?? null,
        agentId: scope.agentId ?? null,
        createdById: actor.employeeId,
      },
      select: TOOL_RULE_VIEW,
    });
    await keepRuleVersion(db, rule, { by: actor.employeeId });
    return { result: rule, audit: { targetType: "tool_rule", targetId: rule.id, after: ruleSnapshot(rule) } };
  },
});
