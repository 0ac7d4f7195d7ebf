import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import type { Within } from "@/server/access";
import type { OrgDb } from "@/server/db";
import { query } from "@/server/query";
import { UsageByInput } from "../schemas";

type Dimension = z.output<typeof UsageByInput>["by"];

const Rows = z.array(
  z.object({
    key: z.string().nullable(),
    label: z.string().nullable(),
    costUsd: z.string(),
    quantity: z.string(),
    calls: z.number(),
  }),
);

/** What a row is counted under, and how people call it. `s` is one part of the sums, `k` its SKU, `e` the person. */
const KEYS: Record<Dimension, { key: Prisma.Sql; label: Prisma.Sql }> = {
  day: { key: Prisma.sql`to_char(s.at at time zone o.time_zone, 'YYYY-MM-DD')`, label: Prisma.sql`null` },
  employee: { key: Prisma.sql`s.employee_id::text`, label: Prisma.sql`e.full_name` },
  team: { key: Prisma.sql`e.team_id::text`, label: Prisma.sql`t.name` },
  model: { key: Prisma.sql`k.provider_name || '/' || k.model_name`, label: Prisma.sql`k.model_name` },
  component: { key: Prisma.sql`k.component_type`, label: Prisma.sql`null` },
  tokenSource: { key: Prisma.sql`s.token_source`, label: Prisma.sql`null` },
};

/**
 * What was spent in a time span, summed by day, person, team, model, component or who paid: exact dollars, and the rows
 * add up to the ledger whichever way they are cut. People are counted in the team they are in today.
 *
 * Hours that are over come from the hourly sums, the rest from the ledger itself. In time zones that are not whole hours
 * from UTC everything comes from the ledger, because an hour there may belong to two days.
 */
export const usageBy = query({
  permission: "usage:read",
  target: "within",
  input: UsageByInput,
  async run({ db, input, within }) {
    const people = await peopleWithin(db, within, input.employeeId);
    const { key, label } = KEYS[input.by];
    const mine = people === null ? Prisma.sql`true` : Prisma.sql`s.employee_id = any (${people}::uuid[])`;
    const rows: unknown = await db.$queryRaw`
      with edge as (
        select greatest(date_trunc('hour', ${input.from}::timestamptz + interval '59 minutes 59.999 seconds'), ${input.from}) as first,
               (select least(max(period_end), date_trunc('hour', ${input.to}::timestamptz)) from usage_records having count(*) > 0) as rolled,
               extract(minute from now() at time zone o.time_zone) = extract(minute from now() at time zone 'UTC') as is_whole
        from organizations o
      ), s as (
        select r.period_start as at, r.employee_id, r.resource_type as sku, r.token_source, r.cost_usd as cost, r.quantity,
               coalesce((r.metadata ->> 'calls')::int, 0) as calls
        from usage_records r, edge
        where edge.is_whole and r.period_start >= edge.first and r.period_end <= edge.rolled
        union all
        select l.occurred_at, l.employee_id, i.service_sku, l.token_source, l.calculated_cost, l.raw_quantity,
               case i.component_type when 'output_tokens' then 1 else 0 end
        from usage_logs l join integration_registry i on i.id = l.sku_id, edge
        where l.occurred_at >= ${input.from} and l.occurred_at < ${input.to} and l.trust = 'SERVER'
          and not (edge.is_whole and edge.rolled is not null and l.occurred_at >= edge.first and l.occurred_at < edge.rolled)
      )
      select ${key} as key, ${label} as label, sum(s.cost)::text as "costUsd", sum(s.quantity)::text as quantity,
             sum(s.calls)::int as calls
      from s
      cross join organizations o
      left join integration_registry k on k.service_sku = s.sku
      left join employees e on e.id = s.employee_id
      left join teams t on t.id = e.team_id
      where ${mine}
      group by 1, 2
      order by ${input.by === "day" ? Prisma.sql`1` : Prisma.sql`sum(s.cost) desc, 1`}
      limit 1000`;
    return Rows.parse(rows);
  },
});

/** Whose rows one may see; null is everybody's. */
async function peopleWithin(db: OrgDb, within: Within, employeeId: string | undefined): Promise<string[] | null> {
  if (employeeId === undefined && Object.keys(within.employees).length === 0) return null;
  const where = { AND: [within.employees, employeeId === undefined ? {} : { id: employeeId }] };
  return (await db.employee.findMany({ where, select: { id: true } })).map(({ id }) => id);
}
