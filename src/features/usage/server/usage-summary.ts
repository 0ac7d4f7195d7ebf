import { z } from "zod";
import { type Usd, toCents, usd } from "@/lib/money";
import { systemQuery } from "@/server/system-command";

const Row = z.object({
  scope: z.enum(["ORG", "EMPLOYEE"]),
  period: z.enum(["DAY", "MONTH"]),
  mode: z.string(),
  limit: z.string().nullable(),
  spent: z.string(),
  held: z.string(),
  starts: z.date(),
  ends: z.date(),
});

/** One budget that binds a person, as it stands now. */
export type BudgetStanding = {
  scope: "ORG" | "EMPLOYEE";
  period: "DAY" | "MONTH";
  mode: string;
  limit: Usd | null;
  spent: Usd;
  held: Usd;
  starts: Date;
  ends: Date;
};

/** Every budget that binds this person's calls: the organization's and the own, unlimited ones too. */
export const budgetStandings = systemQuery({
  input: z.strictObject({ orgId: z.uuid(), employeeId: z.uuid() }),
  async run({ db, input }): Promise<BudgetStanding[]> {
    const rows: unknown[] = await db.$queryRaw`
      select b.scope, b.period, b.mode, b.limit_usd::text as limit, coalesce(p.spent_usd, 0)::text as spent,
             coalesce(p.held_usd, 0)::text as held, span.starts, span.ends
      from budgets b
      join organizations o on o.id = b.org_id
      cross join lateral budget_span(now(), b.period, o.time_zone) as span
      left join budget_periods p on p.budget_id = b.id and p.period_start = span.starts
      where b.org_id = ${input.orgId}::uuid
        and (b.scope = 'ORG' or (b.scope = 'EMPLOYEE' and b.employee_id = ${input.employeeId}::uuid))
      order by b.scope, b.period desc`;
    return rows.map((row) => {
      const { limit, spent, held, ...rest } = Row.parse(row);
      return { ...rest, limit: limit === null ? null : usd(limit), spent: usd(spent), held: usd(held) };
    });
  },
});

function percentOf({ limit, spent }: { limit: Usd; spent: Usd }): number {
  if (limit.isZero()) return 100;
  return Math.min(100, spent.times(100).div(limit).floor().toNumber());
}

/**
 * What Claude Code's `/usage` and status line show: cents and whole percents of the budgets that bind this person, with
 * the same reset instants as the headers of model calls. `extra_usage` is the monthly budget nearest to its limit.
 */
export async function usageSummary({ orgId, employeeId }: { orgId: string; employeeId: string }) {
  const limited = (await budgetStandings({ orgId, employeeId })).flatMap((standing) =>
    standing.limit === null || standing.mode === "SOFT" ? [] : [{ ...standing, limit: standing.limit }],
  );
  const byPercent = limited.toSorted((left, right) => percentOf(right) - percentOf(left));
  const month = byPercent.find(({ period }) => period === "MONTH");
  return {
    extra_usage: {
      is_enabled: month !== undefined,
      monthly_limit: month ? toCents(month.limit) : null,
      used_credits: month ? toCents(month.spent) : 0,
      utilization: month ? percentOf(month) : null,
      currency: "USD",
    },
    limits: byPercent.map((standing, place) => {
      const percent = percentOf(standing);
      return {
        kind: "spend",
        group: standing.period === "DAY" ? "daily" : "monthly",
        percent,
        resets_at: standing.ends.toISOString(),
        severity: percent >= 95 ? "critical" : percent >= 75 ? "warning" : "normal",
        is_active: place === 0,
      };
    }),
  };
}
