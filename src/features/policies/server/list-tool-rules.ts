import { query } from "@/server/query";
import { ListToolRulesInput } from "../schemas";
import { rulesWithin } from "./internal/reach";
import { TOOL_RULE_VIEW } from "./internal/tool-rule";

/** The tool rules within the actor's reach, switched-off ones too, newest first. */
export const listToolRules = query({
  permission: "policy:read",
  target: "within",
  input: ListToolRulesInput,
  async run({ db, actor, within }) {
    return db.toolPolicy.findMany({
      where: await rulesWithin(db, { actor, within }),
      select: TOOL_RULE_VIEW,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 1_000,
    });
  },
});
