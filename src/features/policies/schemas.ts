import { z } from "zod";

/** What may be asked of a value in a tool's input. Each also exists as `not_…`, which is true where the plain one is not: also when the path is absent. */
export const PLAIN_OPERATORS = ["equals", "contains", "starts_with", "matches", "in", "gt", "lt", "exists"] as const;
export type PlainOperator = (typeof PLAIN_OPERATORS)[number];

export const MAX_CONDITION_DEPTH = 3;
export const MAX_CONDITION_LEAVES = 50;

/** `command`, `options.recursive`, `edits.0.file_path`; `*` stands for every element (`edits.*.file_path`). */
export const InputPath = z
  .string()
  .max(200, "Use at most 200 characters")
  .regex(
    /^[^.]+(\.[^.]+){0,9}$/,
    "Name a field of the tool's input, with dots for nested ones (at most 10 levels): options.recursive",
  );

const Scalar = z.union([z.string().max(2_000), z.number(), z.boolean()], {
  error: "Give a text, a number, true or false to compare with",
});
const Text = z.string({ error: "Give a text to look for" }).min(1, "Give a text to look for").max(2_000);

const Condition = z.discriminatedUnion(
  "op",
  [
    z.strictObject({ path: InputPath, op: z.enum(["equals", "not_equals"]), value: Scalar }),
    z.strictObject({
      path: InputPath,
      op: z.enum(["contains", "not_contains", "starts_with", "not_starts_with"]),
      value: Text,
    }),
    z.strictObject({ path: InputPath, op: z.enum(["matches", "not_matches"]), value: Text.max(500) }),
    z.strictObject({
      path: InputPath,
      op: z.enum(["in", "not_in"]),
      value: z.array(Scalar, { error: "Give a list of values" }).min(1, "Give at least one value").max(200),
    }),
    z.strictObject({
      path: InputPath,
      op: z.enum(["gt", "not_gt", "lt", "not_lt"]),
      value: z.number({ error: "Give a number to compare with" }),
    }),
    z.strictObject({ path: InputPath, op: z.enum(["exists", "not_exists"]) }),
  ],
  { error: "Choose an operator: equals, contains, starts_with, matches, in, gt, lt, exists, or one of them with not_" },
);
export type Condition = z.output<typeof Condition>;

export type ConditionGroup = { any: ConditionNode[] } | { all: ConditionNode[] };
export type ConditionNode = Condition | ConditionGroup;

const GROUP_SHAPE = 'Write a group of conditions as {"any": […]} or {"all": […]}, with nothing beside it';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isGroup(value: unknown): value is Record<"any" | "all", unknown> {
  return isRecord(value) && ("any" in value || "all" in value);
}

/** Zod's unions answer "invalid input"; choosing the branch first lets each fault name its own field. */
function chosen<T>(choose: (value: unknown) => z.ZodType<T>): z.ZodType<T> {
  return z.unknown().transform((value, context) => {
    const parsed = choose(value).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: "custom", path: [...path], message, input: value });
    }
    return z.NEVER;
  });
}

function groupAt(depth: number): z.ZodType<ConditionGroup> {
  const members = z
    .array(chosen<ConditionNode>((value) => (isGroup(value) ? groupAt(depth + 1) : Condition)))
    .min(1, "A group needs at least one condition")
    .max(MAX_CONDITION_LEAVES);
  const shape = (value: unknown): z.ZodType<ConditionGroup> => {
    if (depth > MAX_CONDITION_DEPTH) return z.never({ error: `Nest groups at most ${MAX_CONDITION_DEPTH} deep` });
    if (!isGroup(value) || Object.keys(value).length !== 1) return z.never({ error: GROUP_SHAPE });
    return "any" in value ? z.strictObject({ any: members }) : z.strictObject({ all: members });
  };
  return chosen(shape);
}

/** How many single conditions a group has, however deep. */
export function countConditions(node: ConditionNode): number {
  if ("op" in node) return 1;
  const members = "any" in node ? node.any : node.all;
  return members.reduce((sum, member) => sum + countConditions(member), 0);
}

/**
 * When a rule applies: `{any: […]}` or `{all: […]}` of `{path, op, value}` and further groups, at most 3 deep and 50
 * conditions in all. An unknown shape is refused with the field and what it wants, never stored and never guessed at.
 */
export const Conditions = groupAt(1).refine((group) => countConditions(group) <= MAX_CONDITION_LEAVES, {
  error: `Use at most ${MAX_CONDITION_LEAVES} conditions in a rule; split it into several`,
});

/** A tool's name with `*` for any run of characters, compared without case: `Bash`, `mcp__github__*`, `*`. */
export const ToolGlob = z
  .string()
  .trim()
  .min(1, "Name a tool: Bash, mcp__github__*, or * for every tool")
  .max(200)
  .regex(/^[^\s]+$/, "A tool's name has no spaces");

/** A model's name with `*` for any run of characters: `claude-sonnet-*`. */
export const ModelGlob = z
  .string()
  .trim()
  .min(1, "Name a model: claude-sonnet-*")
  .max(200)
  .regex(/^[^\s]+$/, "A model's name has no spaces");

/** What a rule does. Warning and asking for approval join when somebody can answer them; until then they are refused here. */
export const RuleAction = z.enum(["deny", "audit"], {
  error: "Choose deny (refuse the call) or audit (let it pass and record it)",
});
export type RuleAction = z.output<typeof RuleAction>;

const Reason = z.string().trim().max(500, "Use at most 500 characters");

/** Whom a rule binds: everyone, or one team with all below it, or one person; and every agent program or one. */
export const RuleScope = z
  .strictObject({ teamId: z.uuid().optional(), employeeId: z.uuid().optional(), agentId: z.uuid().optional() })
  .refine((scope) => scope.teamId === undefined || scope.employeeId === undefined, {
    error: "Choose a team or a person, not both",
    path: ["employeeId"],
  });

export const ListToolRulesInput = z.strictObject({});
export const ToolRuleInput = z.strictObject({ toolRuleId: z.uuid() });

export const CreateToolRuleInput = z.strictObject({
  toolName: ToolGlob,
  action: RuleAction,
  conditions: Conditions.nullable().default(null),
  reason: Reason.default(""),
  scope: RuleScope.prefault({}),
  isEnabled: z.boolean().default(true),
});

/** `version` is the one the editor saw; another one meanwhile is STALE, so nobody overwrites what he has not read. */
export const UpdateToolRuleInput = z.strictObject({
  toolRuleId: z.uuid(),
  version: z.number().int().positive(),
  toolName: ToolGlob.optional(),
  action: RuleAction.optional(),
  conditions: Conditions.nullable().optional(),
  reason: Reason.optional(),
});

export const SwitchToolRuleInput = z.strictObject({
  toolRuleId: z.uuid(),
  version: z.number().int().positive(),
  isEnabled: z.boolean(),
});

export const DeleteToolRuleInput = z.strictObject({ toolRuleId: z.uuid(), version: z.number().int().positive() });

const Globs = z.array(ModelGlob).max(200, "Use at most 200 entries");

/** The rules of a model allow-list: what is denied is refused; where anything is allowed, all else is refused. */
export const ModelRules = z
  .strictObject({ allow: Globs.default([]), deny: Globs.default([]) })
  .refine((rules) => rules.allow.length + rules.deny.length > 0, {
    error: "Allow or deny at least one model",
    path: ["allow"],
  });
export type ModelRules = z.output<typeof ModelRules>;

/** `block` refuses, `log` lets pass and records. */
export const ModelSeverity = z.enum(["block", "log"], {
  error: "Choose block (refuse) or log (let it pass and record it)",
});

/** `ORG` binds everyone; `ATTACHED` binds what the list names, and nobody when it names nothing: a draft. */
export const Attachment = z.discriminatedUnion("appliesTo", [
  z.strictObject({ appliesTo: z.literal("ORG") }),
  z.strictObject({
    appliesTo: z.literal("ATTACHED"),
    teamIds: z.array(z.uuid()).max(200).default([]),
    employeeIds: z.array(z.uuid()).max(200).default([]),
    agentIds: z.array(z.uuid()).max(50).default([]),
  }),
]);
export type Attachment = z.output<typeof Attachment>;

const PolicyName = z.string().trim().min(2, "Use at least 2 characters").max(120);

export const ListModelPoliciesInput = z.strictObject({});
export const ModelPolicyInput = z.strictObject({ policyId: z.uuid() });

export const CreateModelPolicyInput = z.strictObject({
  name: PolicyName,
  description: Reason.default(""),
  rules: ModelRules,
  severity: ModelSeverity.default("block"),
  attachment: Attachment.default({ appliesTo: "ATTACHED", teamIds: [], employeeIds: [], agentIds: [] }),
  isEnabled: z.boolean().default(true),
});

export const UpdateModelPolicyInput = z.strictObject({
  policyId: z.uuid(),
  version: z.number().int().positive(),
  name: PolicyName.optional(),
  description: Reason.optional(),
  rules: ModelRules.optional(),
  severity: ModelSeverity.optional(),
  attachment: Attachment.optional(),
  isEnabled: z.boolean().optional(),
});

export const DeleteModelPolicyInput = z.strictObject({ policyId: z.uuid(), version: z.number().int().positive() });

/** A tool call as an agent would make it, to try a rule on. At most 1 MB of input. */
export const TryRuleInput = z.strictObject({
  rule: z.strictObject({
    toolName: ToolGlob,
    action: RuleAction,
    conditions: Conditions.nullable().default(null),
    reason: Reason.default(""),
  }),
  call: z.strictObject({ tool: z.string().trim().min(1).max(500), input: z.json() }),
});
