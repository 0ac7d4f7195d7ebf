export { type AccountsHealth, checkAccounts } from "./check-accounts";
export { type CallEstimate, estimateCall } from "./estimate-call";
export { MAX_WAIT_MS, hold } from "./hold";
export { nameHolder } from "./internal/hold-committer";
export { learn, learnFromLog } from "./internal/learned-costs";
export type {
  CallToHold,
  HoldAnswer,
  LedgerLine,
  Settlement,
  SettlementLog,
  Standing,
  TokenSource,
} from "./internal/types";
export { listBudgets } from "./list-budgets";
export { removeBudget } from "./remove-budget";
export { budgetsRouter } from "./router";
export { setBudget } from "./set-budget";
export { settle, settled, unsettledCount } from "./settle";
export { sweepExpiredHolds } from "./sweep-expired-holds";
