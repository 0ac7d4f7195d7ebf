import { z } from "zod";
import { systemCommand } from "@/server/system-command";

/**
 * Adds the hours that are over to `usage_records`, one row for each person, SKU and payer. Begins three hours before the
 * last hour it has, so a run that was missed or cut short is made up for; running it twice changes nothing. An hour
 * counts as over two minutes later, when every booking that began in it has been committed.
 */
export const rollUpUsage = systemCommand({
  name: "usage.roll_up",
  input: z.strictObject({}),
  async run({ db }) {
    const hours = await db.$executeRaw`
      insert into usage_records (org_id, employee_id, agent_config_id, resource_type, quantity, cost_usd, period_start, period_end, token_source, metadata)
      select l.org_id, l.employee_id, l.agent_config_id, i.service_sku, sum(l.raw_quantity), sum(l.calculated_cost),
             date_trunc('hour', l.occurred_at, 'UTC'), date_trunc('hour', l.occurred_at, 'UTC') + interval '1 hour', l.token_source,
             jsonb_build_object('calls', count(*) filter (where i.component_type = 'output_tokens'))
      from usage_logs l join integration_registry i on i.id = l.sku_id
      where l.trust = 'SERVER'
        and l.occurred_at >= coalesce((select max(period_end) - interval '3 hours' from usage_records), '-infinity')
        and l.occurred_at < date_trunc('hour', now() - interval '2 minutes', 'UTC')
      group by l.org_id, l.employee_id, l.agent_config_id, i.service_sku, date_trunc('hour', l.occurred_at, 'UTC'), l.token_source
      on conflict (org_id, employee_id, agent_config_id, resource_type, period_start, period_end, token_source)
      do update set quantity = excluded.quantity, cost_usd = excluded.cost_usd, metadata = excluded.metadata`;
    return { result: { hours }, audit: null };
  },
});
