import { z } from "zod";
import { systemQuery } from "@/server/system-command";
import { budgetStandings } from "./usage-summary";

const Rows = z.array(z.object({ day: z.string(), model: z.string(), costUsd: z.string(), calls: z.number() }));

const spentByModel = systemQuery({
  input: z.strictObject({ orgId: z.uuid(), employeeId: z.uuid(), days: z.number().int().min(1).max(92) }),
  async run({ db, input }) {
    return Rows.parse(
      await db.$queryRaw`
        select to_char(l.occurred_at at time zone o.time_zone, 'YYYY-MM-DD') as day, i.model_name as model,
               sum(l.calculated_cost)::text as "costUsd", count(distinct l.source_event_id)::int as calls
        from usage_logs l
        join organizations o on o.id = l.org_id
        join integration_registry i on i.id = l.sku_id
        where l.org_id = ${input.orgId}::uuid and l.employee_id = ${input.employeeId}::uuid and l.trust = 'SERVER'
          and l.occurred_at >= (date_trunc('day', now() at time zone o.time_zone) - (${input.days}::int - 1) * interval '1 day') at time zone o.time_zone
        group by 1, 2 order by 1 desc, sum(l.calculated_cost) desc`,
    );
  },
});

/** The answer of `GET /api/v1/usage`: one's own budgets, and what one's calls cost by day and model. */
export async function ownUsage(
  { orgId, employeeId }: { orgId: string; employeeId: string },
  { days }: { days: number },
) {
  const who = { orgId, employeeId };
  const [budgets, spent] = await Promise.all([budgetStandings(who), spentByModel({ ...who, days })]);
  return {
    budgets: budgets.map(({ scope, period, mode, limit, spent: used, held, ends }) => ({
      scope: scope === "ORG" ? "organization" : "own",
      period: period === "DAY" ? "day" : "month",
      mode: mode.toLowerCase(),
      limit_usd: limit?.toFixed(2) ?? null,
      spent_usd: used.toFixed(),
      held_usd: held.toFixed(),
      resets_at: ends.toISOString(),
    })),
    usage: spent.map(({ day, model, costUsd, calls }) => ({ day, model, cost_usd: costUsd, calls })),
  };
}
