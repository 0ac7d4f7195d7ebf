import { query } from "@/server/query";
import { DomainError } from "@/server/errors";
import { TryRuleInput } from "../schemas";
import { compileGate } from "./gate/gate";
import { decide } from "./gate/decide";
import { requirePatterns } from "./internal/tool-rule";

const MAX_INPUT_BYTES = 1_000_000;

/**
 * What a draft of a rule, alone, would say to a pasted tool call. The very code that decides in earnest; nothing is
 * stored. Throws LIMIT_EXCEEDED for more than 1 MB of input.
 */
export const tryRule = query({
  permission: "policy:manage",
  input: TryRuleInput,
  async run({ input: { rule, call } }) {
    requirePatterns(rule.conditions, "rule.conditions");
    if (JSON.stringify(call.input).length > MAX_INPUT_BYTES) {
      throw new DomainError("LIMIT_EXCEEDED", "The tool call is larger than 1 MB.", { field: "call.input" });
    }
    const draft = { ...rule, id: "draft", version: 1, reason: rule.reason === "" ? null : rule.reason, client: null };
    const gate = compileGate({ toolRules: [draft], modelPolicies: [], disabledAgents: [] });
    const { verdict, reason, remedy } = decide(gate, { kind: "tool", client: null, ...call });
    return { isMatch: verdict !== "ALLOW", verdict, reason, remedy };
  },
});
