export { BudgetCard } from "./budget-card";
export { BudgetsTable } from "./budgets-table";
export { SetBudgetDialog } from "./set-budget-dialog";
