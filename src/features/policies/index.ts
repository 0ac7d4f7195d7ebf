export { Conditions, ModelSeverity, RuleAction } from "./schemas";
