-- Holds and settlements, decided where the counters are. Callers hand over whole batches, so that many calls share one
-- commit; what is decided for one call is decided before the next one is looked at, in order of arrival.

-- What the calls in flight could cost at most. `held_usd` is what they probably cost; people are shown that one.
alter table budget_periods add column exposed_usd numeric(20,10) not null default 0
  constraint budget_periods_exposed_usd_check check (exposed_usd >= 0);
alter table budget_hold_items add column exposed_usd numeric(20,10) not null default 0
  constraint budget_hold_items_exposed_usd_check check (exposed_usd >= 0);

-- A call that waits for money has a row too, so that two gateways serve one queue.
alter table budget_holds drop constraint budget_holds_status_check,
  add constraint budget_holds_status_check check (status in ('WAITING', 'HELD', 'SETTLED', 'RELEASED'));
create index budget_holds_waiting on budget_holds (org_id, created_at) where status = 'WAITING';
create index budget_holds_done on budget_holds (settled_at) where status in ('SETTLED', 'RELEASED');

-- An estimate that the sweeper booked is corrected by the difference when the true figure comes late.
alter table usage_logs drop constraint usage_logs_calculated_cost_check,
  add constraint usage_logs_calculated_cost_check check (calculated_cost >= 0 or log_metadata ? 'corrects');

-- The ledger is written many rows at a time, and a guard that asks three questions of every row costs more than the row.
-- This one asks the same of a whole statement.
drop trigger shared_or_own_agent_id on usage_logs;
drop trigger shared_or_own_sku_id on usage_logs;
drop trigger shared_or_own_sku_price_id on usage_logs;
drop trigger shared_or_own_sku_id on usage_events;

create function ledger_shared_or_own() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  operator constant uuid := operator_org_id();
begin
  if exists (
    select from (select distinct org_id, sku_id from new_rows) n
    where not exists (select from integration_registry s where s.id = n.sku_id and s.org_id in (n.org_id, operator))
  ) then
    raise exception '% has a SKU that this organization may not use', tg_table_name using errcode = 'foreign_key_violation';
  end if;
  if exists (
    select from (select distinct org_id, sku_price_id, agent_id from new_rows) n
    where (n.sku_price_id is not null and not exists (
            select from sku_prices p where p.id = n.sku_price_id and p.org_id in (n.org_id, operator)))
       or (n.agent_id is not null and not exists (
            select from agent_catalog a where a.id = n.agent_id and a.org_id in (n.org_id, operator)))
  ) then
    raise exception 'usage_logs has a price or an agent that this organization may not use' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger ledger_shared_or_own after insert on usage_logs
  referencing new table as new_rows for each statement execute function ledger_shared_or_own();

-- What an event and SKU may point at, the ledger's row of the same statement is checked for.
alter table usage_events drop constraint usage_events_org_id_fkey, drop constraint usage_events_sku_id_fkey;
drop index usage_events_sku_id_idx;

-- Most rows of the ledger are calls of people, without a run, an entity or a hosted agent: only those that have one need
-- to be found by it.
drop index usage_logs_org_id_team_id_idx, usage_logs_org_id_agent_config_id_idx, usage_logs_org_id_entity_id_idx,
  usage_logs_org_id_run_id_idx, usage_logs_agent_id_idx;
create index usage_logs_team on usage_logs (org_id, team_id) where team_id is not null;
create index usage_logs_agent_config on usage_logs (org_id, agent_config_id) where agent_config_id is not null;
create index usage_logs_entity on usage_logs (org_id, entity_id) where entity_id is not null;
create index usage_logs_run on usage_logs (org_id, run_id) where run_id is not null;
create index usage_logs_agent on usage_logs (agent_id) where agent_id is not null;

-- The calendar day or month that `at` falls into, as people in that zone count it. Without settings of its own, so that it
-- is merged into the query that uses it.
create function budget_span(at timestamptz, period text, zone text) returns table (starts timestamptz, ends timestamptz)
language sql stable parallel safe
as $$
  select day at time zone zone, (day + case period when 'DAY' then interval '1 day' else interval '1 month' end) at time zone zone
  from (select date_trunc(case period when 'DAY' then 'day' else 'month' end, at at time zone zone)) as calendar (day)
$$;

-- The budgets that bind these people's calls, each with its current period.
create function binding_budgets(orgs uuid[], people uuid[])
returns table (budget_id uuid, org_id uuid, employee_id uuid, scope text, period text, mode text, limit_usd numeric,
               starts timestamptz, ends timestamptz, zone text)
language sql stable
as $$
  select b.id, b.org_id, b.employee_id, b.scope, b.period, b.mode, b.limit_usd, span.starts, span.ends, o.time_zone
  from organizations o
  cross join (values ('DAY'), ('MONTH')) as kind (period)
  cross join lateral budget_span(now(), kind.period, o.time_zone) as span
  join lateral (
    select * from budgets c where c.org_id = o.id and c.employee_id is null and c.scope = 'ORG'
    union all
    select * from budgets c where c.org_id = o.id and c.employee_id = any (people) and c.scope = 'EMPLOYEE'
  ) b on b.period = kind.period
  where o.id = any (orgs)
$$;

-- `hold` and `settle` are planned once per connection, by index: their batches are small whatever a planner guesses of
-- jsonb, the tables are large, and planning anew, or compiling, would cost more than running.

-- Decides a batch of calls: each element is
--   {hold, event, org, employee, budgeted, arrived, worst, likely, expected, holder, context, ttl}
-- with amounts in US dollars as text and `arrived` in milliseconds since 1970. Outcomes:
--   held       the money is set aside, the call may go
--   waiting    others hold what it needs; ask again with the same event, the place in the queue is kept
--   too_large  EXACT, and the call's worst case is more than what is left, whoever else finishes
--   spent      spent plus what the call is expected to cost passes the limit
-- EXACT admits while spent + worst cases in flight + this worst case stay within the limit. BOUNDED admits while spent +
-- likely costs stay within it, and worst cases in flight stay within the limit plus its reserve: the larger of two per
-- cent and one call. SOFT and unlimited budgets only count.
create function hold(batch jsonb) returns table (event text, outcome text, standing jsonb)
language plpgsql volatile
set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
set random_page_cost = 1
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  item record;
  account record;
  orgs uuid[]; people uuid[];
  period_ids uuid[]; period_orgs uuid[]; period_people uuid[];
  spent numeric[]; held numeric[]; exposed numeric[]; limits numeric[]; modes text[];
  first_event text[]; first_at timestamptz[];
  n int; k int;
  verdict text; blocker int; closest int;
  amount numeric;
  taken_events text[] := '{}'; taken_amounts numeric[] := '{}';
  piece_events text[] := '{}'; piece_periods uuid[] := '{}'; piece_amounts numeric[] := '{}'; piece_worst numeric[] := '{}';
  queued_events text[] := '{}'; queued_periods uuid[] := '{}'; refused_events text[] := '{}';
  facts jsonb[];
begin
  select array_agg(distinct x.org), array_agg(distinct x.employee) into orgs, people
  from jsonb_to_recordset(batch) as x (org uuid, employee uuid);

  -- Every account this batch touches. A period is opened by the first call in it.
  loop
    select array_agg(p.id order by p.id), array_agg(b.org_id order by p.id), array_agg(b.employee_id order by p.id),
           array_agg(b.limit_usd order by p.id), array_agg(b.mode order by p.id),
           array_agg(jsonb_build_object('budget', b.budget_id, 'scope', b.scope, 'period', b.period, 'mode', b.mode,
                                        'limit', b.limit_usd::text, 'starts', b.starts, 'ends', b.ends, 'zone', b.zone) order by p.id)
      into period_ids, period_orgs, period_people, limits, modes, facts
    from binding_budgets(orgs, people) b
    left join budget_periods p on p.budget_id = b.budget_id and p.period_start = b.starts;
    exit when array_position(period_ids, null) is null;

    insert into budget_periods (id, org_id, budget_id, period_start, period_end, limit_usd)
    select uuid_v7(), b.org_id, b.budget_id, b.starts, b.ends, b.limit_usd
    from binding_budgets(orgs, people) b
    where not exists (select from budget_periods p where p.budget_id = b.budget_id and p.period_start = b.starts)
    on conflict (budget_id, period_start) do nothing;
  end loop;

  -- Locked in one order for all processes, and read as they are once they are locked.
  select array_agg(p.spent_usd order by p.id), array_agg(p.held_usd order by p.id), array_agg(p.exposed_usd order by p.id)
    into spent, held, exposed
  from (select * from budget_periods where id = any (period_ids) order by id for update) p;
  n := coalesce(array_length(period_ids, 1), 0);
  first_event := array_fill(null::text, array[greatest(n, 1)]);
  first_at := array_fill(null::timestamptz, array[greatest(n, 1)]);

  -- Who has been waiting longest for each account.
  for account in
    select distinct on (place.k) place.k, w.source_event_id, w.created_at
    from budget_holds w
    join unnest(period_ids) with ordinality as place (id, k) on w.context ->> 'waitsFor' = place.id::text
    where w.status = 'WAITING' and w.expires_at > clock_timestamp()
      and w.org_id = any (orgs)
    order by place.k, w.created_at, w.source_event_id
  loop
    first_event[account.k] := account.source_event_id;
    first_at[account.k] := account.created_at;
  end loop;

  for item in
    select x.*, to_timestamp(x.arrived / 1000.0) as arrived_at, h.status as known
    from jsonb_to_recordset(batch) as x (event text, org uuid, employee uuid, budgeted boolean, arrived numeric,
                                         worst numeric, likely numeric, expected numeric)
    left join budget_holds h on h.org_id = x.org and h.source_event_id = x.event
    order by x.arrived, x.event
  loop
    verdict := 'held'; blocker := null; closest := null;
    -- A batch that is sent again after a lost connection finds its own holds and takes nothing twice.
    if item.known is null or item.known = 'WAITING' then
      for k in 1 .. case when item.budgeted then n else 0 end loop
        continue when period_orgs[k] <> item.org or period_people[k] <> item.employee;
        continue when limits[k] is null or modes[k] = 'SOFT';
        if spent[k] + item.expected > limits[k] then
          verdict := 'spent'; blocker := k;
          exit;
        end if;
        if modes[k] = 'EXACT' and spent[k] + item.worst > limits[k] then
          verdict := 'too_large'; blocker := k;
        elsif verdict = 'held' and (
          (modes[k] = 'EXACT' and spent[k] + exposed[k] + item.worst > limits[k])
          or (modes[k] = 'BOUNDED' and (
            spent[k] + exposed[k] + item.worst > limits[k] + greatest(0.02 * limits[k], item.worst)
            or (held[k] > 0 and spent[k] + held[k] + item.likely > limits[k])))
          or (first_event[k] <> item.event and first_at[k] < item.arrived_at))
        then
          verdict := 'waiting'; blocker := k;
        end if;
        if closest is null or spent[k] * limits[closest] > spent[closest] * limits[k] then closest := k; end if;
      end loop;

      if verdict = 'held' then
        taken_events := taken_events || item.event;
        taken_amounts := taken_amounts || item.likely;
        for k in 1 .. case when item.budgeted then n else 0 end loop
          continue when period_orgs[k] <> item.org or period_people[k] <> item.employee;
          amount := case modes[k] when 'EXACT' then item.worst else item.likely end;
          held[k] := held[k] + amount;
          exposed[k] := exposed[k] + item.worst;
          piece_events := piece_events || item.event; piece_periods := piece_periods || period_ids[k];
          piece_amounts := piece_amounts || amount; piece_worst := piece_worst || item.worst;
          if first_event[k] = item.event then first_event[k] := null; first_at[k] := null; end if;
        end loop;
      elsif verdict = 'waiting' then
        queued_events := queued_events || item.event; queued_periods := queued_periods || period_ids[blocker];
        if first_event[blocker] is null then first_event[blocker] := item.event; first_at[blocker] := item.arrived_at; end if;
      else
        refused_events := refused_events || item.event;
      end if;
    end if;

    event := item.event;
    outcome := verdict;
    k := coalesce(blocker, closest);
    standing := case when k is not null
      then facts[k] || jsonb_build_object('spent', spent[k]::text, 'held', held[k]::text, 'id', period_ids[k]) end;
    return next;
  end loop;

  if taken_events <> '{}' then
    insert into budget_holds as h (id, org_id, employee_id, source_event_id, status, amount_usd, context, holder, expires_at, created_at)
    select x.hold, x.org, x.employee, x.event, 'HELD', t.amount, x.context, x.holder,
           clock_timestamp() + x.ttl * interval '1 second', to_timestamp(x.arrived / 1000.0)
    from jsonb_to_recordset(batch) as x (hold uuid, org uuid, employee uuid, event text, context jsonb, holder text, ttl numeric, arrived numeric)
    join unnest(taken_events, taken_amounts) as t (event, amount) on t.event = x.event
    on conflict (org_id, source_event_id) do update
      set status = 'HELD', amount_usd = excluded.amount_usd, context = excluded.context,
          holder = excluded.holder, expires_at = excluded.expires_at
      where h.status = 'WAITING';

    insert into budget_hold_items (org_id, hold_id, budget_period_id, amount_usd, exposed_usd)
    select h.org_id, h.id, t.period, t.amount, t.worst
    from unnest(piece_events, piece_periods, piece_amounts, piece_worst) as t (event, period, amount, worst)
    join jsonb_to_recordset(batch) as x (org uuid, event text) on x.event = t.event
    join budget_holds h on h.org_id = x.org and h.source_event_id = t.event;

    update budget_periods p
    set held_usd = p.held_usd + t.amount, exposed_usd = p.exposed_usd + t.worst, limit_usd = b.limit_usd, updated_at = now()
    from (select q.period, sum(q.amount) as amount, sum(q.worst) as worst
          from unnest(piece_periods, piece_amounts, piece_worst) as q (period, amount, worst) group by q.period) t,
         budgets b
    where p.id = t.period and b.id = p.budget_id;
  end if;

  if queued_events <> '{}' then
    insert into budget_holds as h (id, org_id, employee_id, source_event_id, status, amount_usd, context, holder, expires_at, created_at)
    select x.hold, x.org, x.employee, x.event, 'WAITING', 0, jsonb_build_object('waitsFor', q.period), x.holder,
           clock_timestamp() + interval '2 seconds', to_timestamp(x.arrived / 1000.0)
    from jsonb_to_recordset(batch) as x (hold uuid, org uuid, employee uuid, event text, holder text, arrived numeric)
    join unnest(queued_events, queued_periods) as q (event, period) on q.event = x.event
    on conflict (org_id, source_event_id) do update
      set context = excluded.context, expires_at = excluded.expires_at
      where h.status = 'WAITING';
  end if;

  if refused_events <> '{}' then
    delete from budget_holds h
    using jsonb_to_recordset(batch) as x (org uuid, event text)
    where h.org_id = x.org and h.source_event_id = x.event and h.status = 'WAITING' and x.event = any (refused_events);
  end if;
end $$;
comment on function hold(jsonb) is 'Sets money aside for a batch of calls, in order of arrival; see the migration for the outcomes.';

-- True figures for calls that the sweeper has booked as estimates: each becomes the booking of the difference, under an
-- event of its own. Everything else in the batch stays as it is.
create function as_corrections(batch jsonb) returns jsonb
language sql volatile
set search_path = public, pg_temp
as $$
  select jsonb_agg(
    case when h.context ? 'swept' and not (call ->> 'estimated')::boolean
      then call || jsonb_build_object(
        'booking', (call ->> 'event') || '#correction',
        'metadata', (call -> 'metadata') || jsonb_build_object('corrects', call ->> 'event'),
        'lines', (
          select coalesce(jsonb_agg(jsonb_build_object('sku', d.sku, 'price', d.price, 'quantity', d.quantity, 'cost', d.cost)), '[]')
          from (
            select l.sku, (array_agg(l.price))[1] as price, sum(l.quantity) as quantity, sum(l.cost) as cost
            from (
              select line.sku, line.price, line.quantity, line.cost
              from jsonb_to_recordset(call -> 'lines') as line (sku uuid, price uuid, quantity numeric, cost numeric)
              union all
              select u.sku_id, u.sku_price_id, -u.raw_quantity, -u.calculated_cost
              from usage_logs u where u.org_id = h.org_id and u.source_event_id = h.source_event_id
            ) l group by l.sku
          ) d where d.quantity <> 0 or d.cost <> 0))
      else call end)
  from jsonb_array_elements(batch) as call
  left join budget_holds h on h.org_id = (call ->> 'org')::uuid and h.source_event_id = call ->> 'event'
$$;

-- Books a batch of finished calls: each element is
--   {event, org, employee, team, tokenSource, source, estimated, metadata, lines: [{sku, price, quantity, cost}], log, at}
-- where `log` is the row of activity_logs about it ({id, employee, actor, type, category, session, client, version,
-- payload}) or null, and `at` is when it happened, now when absent. The hold is released where it was taken and what the
-- call cost is added there. An event is booked once, however often it is sent; a true figure that comes after the
-- sweeper's estimate books the difference. Crossing a mark of `alert_at`, or costing more than was set aside, writes its
-- own row of the log.
--
-- It does not wait for the disk: if the machine fails in that instant, the hold is still there and the sweeper books it.
create function settle(batch jsonb) returns void
language plpgsql volatile
set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
set random_page_cost = 1
as $$
declare
  is_swept boolean;
begin
  perform set_config('synchronous_commit', 'off', true);

  select coalesce(bool_or(h.context ? 'swept'), false) into is_swept
  from (
    select h.context
    from jsonb_to_recordset(batch) as x (org uuid, event text)
    join budget_holds h on h.org_id = x.org and h.source_event_id = x.event
    order by h.id
    for update of h
  ) h;
  if is_swept then batch := as_corrections(batch); end if;

  perform 1
  from budget_periods p
  where p.id in (
    select i.budget_period_id
    from jsonb_to_recordset(batch) as x (org uuid, event text)
    join budget_holds h on h.org_id = x.org and h.source_event_id = x.event
    join budget_hold_items i on i.org_id = h.org_id and i.hold_id = h.id)
  order by p.id
  for update;

  with calls as materialized (
    select distinct on (x.org, x.event) x.*, coalesce(x.booking, x.event) as booked_as, h.id as hold_id, h.status, h.amount_usd
    from jsonb_to_recordset(batch) as x (event text, booking text, org uuid, employee uuid, team uuid, "tokenSource" text,
                                         source text, estimated boolean, metadata jsonb, at timestamptz, lines jsonb, log jsonb)
    left join budget_holds h on h.org_id = x.org and h.source_event_id = x.event
  ), wanted as materialized (
    select c.*, l.sku, l.price, l.quantity, l.cost
    from calls c
    cross join lateral jsonb_to_recordset(c.lines) as l (sku uuid, price uuid, quantity numeric, cost numeric)
  ), fresh as (
    insert into usage_events (org_id, source_event_id, sku_id)
    select w.org, w.booked_as, w.sku from wanted w
    on conflict do nothing
    returning org_id, source_event_id, sku_id
  ), booking as materialized (
    select w.*
    from wanted w
    join fresh f on f.org_id = w.org and f.source_event_id = w.booked_as and f.sku_id = w.sku
  ), booked as (
    insert into usage_logs (id, org_id, employee_id, team_id, sku_id, sku_price_id, raw_quantity, calculated_cost,
                            token_source, source, is_estimated, source_event_id, log_metadata, occurred_at)
    select uuid_v7(), b.org, b.employee, b.team, b.sku, b.price, b.quantity, b.cost,
           b."tokenSource", b.source, b.estimated, b.booked_as, b.metadata, coalesce(b.at, now())
    from booking b
  ), costs as materialized (
    select c.*, coalesce(b.cost, 0) as cost
    from calls c
    left join (select b.org, b.event, sum(b.cost) as cost from booking b group by b.org, b.event) b
      on b.org = c.org and b.event = c.event
  ), closed as (
    update budget_holds h
    set status = case when c.cost > 0 or c.estimated then 'SETTLED' else 'RELEASED' end, settled_at = clock_timestamp(),
        context = case when c.estimated and h.status = 'HELD' then jsonb_build_object('swept', true) else '{}' end
    from costs c
    where h.id = c.hold_id and h.org_id = c.org and (h.status in ('HELD', 'WAITING') or c.cost <> 0)
  ), moved as (
    select i.budget_period_id as period,
           sum(case c.status when 'HELD' then i.amount_usd else 0 end) as amount,
           sum(case c.status when 'HELD' then i.exposed_usd else 0 end) as worst,
           sum(c.cost) as cost
    from costs c
    join budget_hold_items i on i.org_id = c.org and i.hold_id = c.hold_id
    group by i.budget_period_id
  ), accounts as (
    update budget_periods p
    set held_usd = p.held_usd - m.amount, exposed_usd = p.exposed_usd - m.worst,
        spent_usd = greatest(p.spent_usd + m.cost, 0), updated_at = now()
    from moved m
    where p.id = m.period
    returning p.id, p.org_id, p.budget_id, p.period_start, p.spent_usd as spent_after, p.spent_usd - m.cost as spent_before
  ), events as (
    select a.org_id as org, b.employee_id as employee, 'budget.' || case when mark >= 100 then 'exceeded' else 'alerted' end as type,
           jsonb_build_object('budgetId', b.id, 'scope', b.scope, 'period', b.period, 'mode', b.mode, 'percent', mark,
                              'limitUsd', b.limit_usd::text, 'spentUsd', a.spent_after::text, 'periodStart', a.period_start) as payload
    from accounts a
    join budgets b on b.id = a.budget_id
    cross join lateral unnest(b.alert_at || case when 100 = any (b.alert_at) then '{}'::int[] else '{100}' end) as mark
    where b.limit_usd > 0 and a.spent_before < b.limit_usd * mark / 100 and a.spent_after >= b.limit_usd * mark / 100
    union all
    select c.org, c.employee, 'budget.overrun',
           jsonb_build_object('requestId', c.event, 'heldUsd', c.amount_usd::text, 'costUsd', c.cost::text)
    from costs c
    where c.status = 'HELD' and c.cost > c.amount_usd
  )
  insert into activity_logs (id, org_id, employee_id, actor, session_id, client_name, client_version, event_type, event_category, payload, created_at)
  select l.id, c.org, l.employee, l.actor, l.session, l.client, l.version, l.type, l.category, l.payload, coalesce(c.at, now())
  from calls c
  cross join lateral jsonb_to_record(c.log) as l (id uuid, employee uuid, actor jsonb, session uuid, client text, version text,
                                                  type text, category text, payload jsonb)
  where jsonb_typeof(c.log) = 'object'
    and (c.status is null or c.status in ('HELD', 'WAITING') or c.booking is not null)
  union all
  select uuid_v7(), e.org, e.employee, '{"kind": "system"}', null, null, null, e.type, 'money', e.payload, now() from events e;
end $$;
comment on function settle(jsonb) is 'Books a batch of finished calls, each once, and releases what was held for them.';

grant execute on function budget_span(timestamptz, text, text) to tenant, system;
grant execute on function binding_budgets(uuid[], uuid[]), hold(jsonb), as_corrections(jsonb), settle(jsonb) to system;
