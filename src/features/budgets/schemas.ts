import { z } from "zod";

/**
 * How strictly a limit holds. EXACT: what is booked never exceeds it. BOUNDED: likely costs stay within it, and the
 * overshoot within the larger of two per cent and one call. SOFT: it only tells.
 */
export const BUDGET_MODES = ["EXACT", "BOUNDED", "SOFT"] as const;
/** Calendar days and months in the organization's time zone. */
export const BUDGET_PERIODS = ["DAY", "MONTH"] as const;

/** Dollars as decimal text, to the cent: a limit is something people say. */
export const BudgetLimit = z
  .string()
  .trim()
  .regex(/^\d{1,7}(\.\d{1,2})?$/, "Use an amount such as 250 or 99.50, at most 9999999.99");

const Common = {
  period: z.enum(BUDGET_PERIODS),
  /** Null is unlimited, "0" is nothing. */
  limitUsd: BudgetLimit.nullable(),
  mode: z.enum(BUDGET_MODES).default("BOUNDED"),
  /** Percentages of the limit at which people are told. */
  alertAt: z.array(z.number().int().min(1).max(100)).max(5).default([80, 100]),
};

export const SetBudgetInput = z.discriminatedUnion("scope", [
  z.strictObject({ scope: z.literal("ORG"), ...Common }),
  z.strictObject({ scope: z.literal("EMPLOYEE"), employeeId: z.uuid(), ...Common }),
]);
export type SetBudgetInput = z.output<typeof SetBudgetInput>;

export const ListBudgetsInput = z.strictObject({ employeeId: z.uuid().optional() });
export const RemoveBudgetInput = z.strictObject({ budgetId: z.uuid() });
