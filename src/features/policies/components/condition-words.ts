import type { Condition, ConditionGroup, ConditionNode } from "../schemas";

/** How each operator is said between a path and a value. */
export const OPERATOR_WORDS: Record<Condition["op"], string> = {
  equals: "is",
  not_equals: "is not",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  not_starts_with: "does not start with",
  matches: "matches",
  not_matches: "does not match",
  in: "is one of",
  not_in: "is none of",
  gt: "is more than",
  not_gt: "is not more than",
  lt: "is less than",
  not_lt: "is not less than",
  exists: "is given",
  not_exists: "is not given",
};

function said(node: ConditionNode, isNested: boolean): string {
  if ("op" in node) {
    const value = "value" in node ? ` ${JSON.stringify(node.value)}` : "";
    return `${node.path} ${OPERATOR_WORDS[node.op]}${value}`;
  }
  const [members, word] = "all" in node ? [node.all, " and "] : [node.any, " or "];
  const text = members.map((member) => said(member, true)).join(word);
  return isNested && members.length > 1 ? `(${text})` : text;
}

/** A rule's conditions as one sentence; without conditions it always applies. */
export function conditionWords(conditions: ConditionGroup | null): string {
  return conditions === null ? "always" : said(conditions, false);
}
