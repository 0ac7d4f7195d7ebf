export { DeleteModelPolicyButton } from "./delete-model-policy-button";
export { DeleteRuleButton } from "./delete-rule-button";
export { ModelPoliciesTable, boundWords } from "./model-policies-table";
export { ModelPolicyForm } from "./model-policy-form";
export { RuleFacts } from "./rule-facts";
export { RuleForm } from "./rule-form";
export { RuleVersions } from "./rule-versions";
export { RulesTable } from "./rules-table";
