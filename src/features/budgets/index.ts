export {
  BUDGET_MODES,
  BUDGET_PERIODS,
  BudgetLimit,
  ListBudgetsInput,
  RemoveBudgetInput,
  SetBudgetInput,
} from "./schemas";
