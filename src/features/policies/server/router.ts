import { memberProcedure, router } from "@/server/trpc";
import {
  CreateModelPolicyInput,
  CreateToolRuleInput,
  DeleteModelPolicyInput,
  DeleteToolRuleInput,
  ListModelPoliciesInput,
  ListToolRulesInput,
  ModelPolicyInput,
  SwitchToolRuleInput,
  ToolRuleInput,
  TryRuleInput,
  UpdateModelPolicyInput,
  UpdateToolRuleInput,
} from "../schemas";
import { createModelPolicy } from "./create-model-policy";
import { createToolRule } from "./create-tool-rule";
import { deleteToolRule } from "./delete-tool-rule";
import { getToolRule } from "./get-tool-rule";
import { getModelPolicy, listModelPolicies } from "./list-model-policies";
import { listToolRules } from "./list-tool-rules";
import { tryRule } from "./try-rule";
import { deleteModelPolicy, updateModelPolicy } from "./update-model-policy";
import { switchToolRule, updateToolRule } from "./update-tool-rule";

/**
 * Policies: what agents may do, and which models they may use. Trying a rule is a mutation because a query's input stands
 * in the address, and a tool call does not fit there.
 */
export const policiesRouter = router({
  listToolRules: memberProcedure.input(ListToolRulesInput).query(({ ctx, input }) => listToolRules(ctx.actor, input)),
  getToolRule: memberProcedure.input(ToolRuleInput).query(({ ctx, input }) => getToolRule(ctx.actor, input)),
  createToolRule: memberProcedure
    .input(CreateToolRuleInput)
    .mutation(({ ctx, input }) => createToolRule(ctx.actor, input)),
  updateToolRule: memberProcedure
    .input(UpdateToolRuleInput)
    .mutation(({ ctx, input }) => updateToolRule(ctx.actor, input)),
  switchToolRule: memberProcedure
    .input(SwitchToolRuleInput)
    .mutation(({ ctx, input }) => switchToolRule(ctx.actor, input)),
  deleteToolRule: memberProcedure
    .input(DeleteToolRuleInput)
    .mutation(({ ctx, input }) => deleteToolRule(ctx.actor, input)),
  tryRule: memberProcedure.input(TryRuleInput).mutation(({ ctx, input }) => tryRule(ctx.actor, input)),

  listModelPolicies: memberProcedure
    .input(ListModelPoliciesInput)
    .query(({ ctx, input }) => listModelPolicies(ctx.actor, input)),
  getModelPolicy: memberProcedure.input(ModelPolicyInput).query(({ ctx, input }) => getModelPolicy(ctx.actor, input)),
  createModelPolicy: memberProcedure
    .input(CreateModelPolicyInput)
    .mutation(({ ctx, input }) => createModelPolicy(ctx.actor, input)),
  updateModelPolicy: memberProcedure
    .input(UpdateModelPolicyInput)
    .mutation(({ ctx, input }) => updateModelPolicy(ctx.actor, input)),
  deleteModelPolicy: memberProcedure
    .input(DeleteModelPolicyInput)
    .mutation(({ ctx, input }) => deleteModelPolicy(ctx.actor, input)),
});
