import { createHash } from "node:crypto";
import { Conditions, type ConditionGroup, ModelRules } from "../../schemas";
import { type Judge, compileConditions } from "./conditions";
import { type Matcher, compileGlob } from "./glob";
import { type Verdict, verdictOfAction, verdictOfSeverity } from "./verdict";

/** A tool rule that binds the person, as stored. `client` is the agent program it is limited to. */
export type ToolRuleFacts = {
  id: string;
  version: number;
  toolName: string;
  action: string;
  reason: string | null;
  conditions: unknown;
  client: string | null;
};

/** A model allow-list that binds the person, as stored. */
export type ModelPolicyFacts = {
  id: string;
  version: number;
  name: string;
  severity: string;
  rules: unknown;
  client: string | null;
};

/** An agent program that is switched off for the person, and by whom. */
export type DisabledAgentFacts = { client: string; name: string; by: "organization" | "team" | "employee" };

/** All that binds one person: the whole input of the gate. */
export type GateFacts = {
  toolRules: readonly ToolRuleFacts[];
  modelPolicies: readonly ModelPolicyFacts[];
  disabledAgents: readonly DisabledAgentFacts[];
};

export type CompiledToolRule = Omit<ToolRuleFacts, "conditions"> & {
  verdict: Verdict;
  conditions: ConditionGroup | null;
  matchesTool: Matcher;
  /** Null where the rule is unconditional. */
  judge: Judge | null;
};

type ModelMatch = { glob: string; matches: Matcher };

export type CompiledModelPolicy = Omit<ModelPolicyFacts, "rules"> & {
  verdict: Verdict;
  allow: readonly ModelMatch[];
  deny: readonly ModelMatch[];
  /** False where the stored rules cannot be read: then every model matches. */
  isReadable: boolean;
};

/** What binds one person, compiled: `decide` asks it, and the client documents are made from it. Holds no database. */
export type Gate = {
  toolRules: readonly CompiledToolRule[];
  modelPolicies: readonly CompiledModelPolicy[];
  disabledAgents: readonly DisabledAgentFacts[];
  /** Rules whose tool is named outright, by its lower-case name. */
  exact: ReadonlyMap<string, readonly CompiledToolRule[]>;
  globs: readonly CompiledToolRule[];
  /** Names the set of rules: equal sets have equal versions, in whatever order they were read. */
  policyVersion: string;
};

/** Compiles what binds a person. Never throws: what cannot be read restricts. */
export function compileGate(facts: GateFacts): Gate {
  const toolRules = facts.toolRules.map(compileToolRule);
  const exact = new Map<string, CompiledToolRule[]>();
  const globs: CompiledToolRule[] = [];
  for (const rule of toolRules) {
    if (rule.toolName.includes("*")) {
      globs.push(rule);
      continue;
    }
    const name = rule.toolName.toLowerCase();
    exact.set(name, [...(exact.get(name) ?? []), rule]);
  }
  return {
    toolRules,
    modelPolicies: facts.modelPolicies.map(compileModelPolicy),
    disabledAgents: facts.disabledAgents,
    exact,
    globs,
    policyVersion: policyVersionOf(facts),
  };
}

function compileToolRule({ conditions: stored, ...rule }: ToolRuleFacts): CompiledToolRule {
  const parsed = Conditions.nullable().safeParse(stored ?? null);
  // Conditions that cannot be read are an error in a restricting rule, and that counts as a match: none at all.
  const conditions = parsed.success ? parsed.data : null;
  const isJudged = !parsed.success || conditions !== null;
  return {
    ...rule,
    verdict: verdictOfAction(rule.action),
    conditions,
    matchesTool: compileGlob(rule.toolName),
    judge: isJudged ? (conditions === null ? () => null : compileConditions(conditions)) : null,
  };
}

function compileModelPolicy({ rules: stored, ...policy }: ModelPolicyFacts): CompiledModelPolicy {
  const parsed = ModelRules.safeParse(stored);
  const compile = (globs: readonly string[]): ModelMatch[] =>
    globs.map((glob) => ({ glob, matches: compileGlob(glob) }));
  return {
    ...policy,
    verdict: verdictOfSeverity(policy.severity),
    allow: parsed.success ? compile(parsed.data.allow) : [],
    deny: parsed.success ? compile(parsed.data.deny) : [],
    isReadable: parsed.success,
  };
}

/** Names a set of rules. An id and a version stand for what a rule says, so nothing else is looked at. */
export function policyVersionOf({ toolRules, modelPolicies, disabledAgents }: GateFacts): string {
  const names = [
    ...toolRules.map(({ id, version }) => `tool ${id} ${version}`),
    ...modelPolicies.map(({ id, version, client }) => `model ${id} ${version} ${client ?? "*"}`),
    ...disabledAgents.map(({ client, by }) => `off ${client} ${by}`),
  ];
  const hash = createHash("sha256");
  for (const name of [...new Set(names)].sort()) hash.update(name).update("\n");
  return hash.digest("hex").slice(0, 16);
}
