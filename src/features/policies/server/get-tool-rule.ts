import { DomainError } from "@/server/errors";
import { query } from "@/server/query";
import { ToolRuleInput } from "../schemas";
import { rulesWithin } from "./internal/reach";
import { TOOL_RULE_VIEW } from "./internal/tool-rule";

/** One tool rule with every version it ever had, newest first. NOT_FOUND outside the actor's reach. */
export const getToolRule = query({
  permission: "policy:read",
  target: "within",
  input: ToolRuleInput,
  async run({ db, actor, within, input }) {
    const rule = await db.toolPolicy.findFirst({
      where: { AND: [{ id: input.toolRuleId }, await rulesWithin(db, { actor, within })] },
      select: {
        ...TOOL_RULE_VIEW,
        policyVersions: {
          select: {
            version: true,
            snapshot: true,
            changedAt: true,
            changedBy: { select: { id: true, fullName: true } },
          },
          orderBy: { version: "desc" },
        },
      },
    });
    if (!rule) throw new DomainError("NOT_FOUND", "This rule does not exist.");
    const { policyVersions: versions, ...view } = rule;
    return { ...view, versions };
  },
});
