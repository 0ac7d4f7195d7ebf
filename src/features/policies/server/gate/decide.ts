import type { CompiledModelPolicy, CompiledToolRule, Gate } from "./gate";
import { type Memo, newMemo } from "./conditions";
import { type Verdict, compareVerdicts } from "./verdict";

/** What somebody's agent is about to do. `client` is the agent program's key, null where nobody knows. */
export type Action =
  | { kind: "tool"; tool: string; input: unknown; client: string | null }
  | { kind: "model"; model: string; client: string | null };

/** A rule that had a say, at the version it then had. */
export type DecidingRule = {
  kind: "tool_rule" | "model_policy" | "agent";
  id: string;
  /** A tool rule's glob, a policy's name, or an agent's. */
  name: string;
  version: number;
  action: Verdict;
  reason: string | null;
};

export type Decision = {
  verdict: Verdict;
  /** Everything that matched, the most restrictive first. */
  rules: DecidingRule[];
  /** Why, as a sentence for the person; null where nothing stands against it. */
  reason: string | null;
  /** What the person can do next; null where nothing stands against it. */
  remedy: string | null;
  policyVersion: string;
};

/**
 * The one decision about one action: the most restrictive of all rules that apply, whatever their order. Pure, in
 * memory, and it never throws: a rule that cannot be evaluated counts as matching.
 *
 * A rule limited to an agent program applies where `client` is that program. Outside the hooks a client is only what a
 * request says of itself, so what must hold against everything is a rule for all agents.
 */
export function decide(gate: Gate, action: Action): Decision {
  const matched = [
    ...disabledAgent(gate, action),
    ...(action.kind === "tool" ? toolRules(gate, action) : modelPolicies(gate, action)),
  ].sort((left, right) => compareVerdicts(right.action, left.action) || (left.id < right.id ? -1 : 1));
  const [first] = matched;
  const verdict = first?.action ?? "ALLOW";
  const isRestricted = first !== undefined && compareVerdicts(verdict, "AUDIT") > 0;
  return {
    verdict,
    rules: matched,
    reason: isRestricted ? sentence(first, action) : null,
    remedy: isRestricted ? remedy(gate, first) : null,
    policyVersion: gate.policyVersion,
  };
}

function disabledAgent(gate: Gate, { client }: Action): DecidingRule[] {
  return gate.disabledAgents
    .filter((agent) => agent.client === client)
    .map(({ name, by }) => ({
      kind: "agent" as const,
      id: name,
      name,
      version: 1,
      action: "DENY" as const,
      reason: `${name} is switched off for ${by === "employee" ? "you" : `your ${by}`}.`,
    }));
}

function binds(rule: { client: string | null }, client: string | null): boolean {
  return rule.client === null || rule.client === client;
}

function toolRules(gate: Gate, { tool, input, client }: Extract<Action, { kind: "tool" }>): DecidingRule[] {
  const memo = newMemo();
  const matched: DecidingRule[] = [];
  const judge = (rule: CompiledToolRule): void => {
    if (!binds(rule, client) || !isMatch(rule, input, memo)) return;
    const { id, toolName, version, verdict, reason } = rule;
    matched.push({ kind: "tool_rule", id, name: toolName, version, action: verdict, reason });
  };
  for (const rule of gate.exact.get(tool.toLowerCase()) ?? []) judge(rule);
  for (const rule of gate.globs) if (rule.matchesTool(tool)) judge(rule);
  return matched;
}

/** Not to be judged counts as a match. So does a fault while judging, which none is known to cause. */
function isMatch({ judge }: CompiledToolRule, input: unknown, memo: Memo): boolean {
  if (judge === null) return true;
  try {
    return judge(input, memo) !== false;
  } catch {
    return true;
  }
}

/** Suffixes that name the same model: a release date, and the long-context variant. */
const VARIANT = /(\[[^\]]*\]|-\d{8})+$/;

/** A model's name without its variant, so that `claude-opus-5` in a list means its dated and long-context forms too. */
export function baseModel(model: string): string {
  return model.replace(VARIANT, "");
}

function modelPolicies(gate: Gate, { model, client }: Extract<Action, { kind: "model" }>): DecidingRule[] {
  return gate.modelPolicies
    .filter((policy) => binds(policy, client) && refusesModel(policy, model))
    .map(({ id, name, version, verdict }) => ({
      kind: "model_policy" as const,
      id,
      name,
      version,
      action: verdict,
      reason: null,
    }));
}

function refusesModel({ allow, deny, isReadable }: CompiledModelPolicy, model: string): boolean {
  // Names of models are short; what is not is not one, and stays out of the pattern above.
  if (!isReadable || model.length > 500) return true;
  const base = baseModel(model);
  const names = (glob: { matches: (text: string) => boolean }): boolean => glob.matches(model) || glob.matches(base);
  return deny.some(names) || (allow.length > 0 && !allow.some(names));
}

function sentence(rule: DecidingRule, action: Action): string {
  if (rule.kind === "agent") return rule.reason ?? `${rule.name} is switched off.`;
  if (action.kind === "model") {
    return `The model ${action.model.slice(0, 200)} is not one your organization allows (policy “${rule.name}”, version ${rule.version}).`;
  }
  const source = `rule “${rule.name}”, version ${rule.version}`;
  const tool = action.tool.slice(0, 200);
  return rule.reason === null || rule.reason === ""
    ? `Your organization does not allow this use of ${tool} (${source}).`
    : `${rule.reason} (${source})`;
}

function remedy(gate: Gate, rule: DecidingRule): string {
  if (rule.kind === "agent") return "Ask an owner or your manager to switch it on.";
  if (rule.kind === "tool_rule") {
    return "Do it another way, or ask whoever looks after policies in your organization, naming the rule.";
  }
  const allowed = gate.modelPolicies.find(({ id }) => id === rule.id)?.allow.map(({ glob }) => glob) ?? [];
  return allowed.length > 0
    ? `Choose one of: ${allowed.slice(0, 10).join(", ")}.`
    : "Choose another model, or ask whoever looks after policies in your organization.";
}
