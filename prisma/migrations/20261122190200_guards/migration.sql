-- Who sees and writes what, and what the database itself keeps true.

-- The operator's organization. Its rows on the shelf tables are everybody's to read.
create function operator_org_id() returns uuid
language sql stable security definer parallel safe
set search_path = pg_catalog, public, pg_temp
as $$ select id from organizations where type = 'APP' $$;
grant execute on function operator_org_id() to tenant, system;

-- Puts a table under row-level security, forced, so that it holds for the owner's functions too.
--   own     rows of one organization
--   shelf   the same, and everybody reads the operator's
-- The scope is a setting of the transaction; without it a tenant's query is an error, not an empty answer.
create procedure protect_table(target regclass, kind text)
language plpgsql
as $$
declare
  mine constant text := '(select current_setting(''app.org_id'')::uuid)';
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner on %s to current_user using (true) with check (true)', target);
  execute format('create policy system on %s to system using (true) with check (true)', target);
  case kind
    when 'own' then
      execute format('create policy tenant on %s to tenant using (org_id = %s) with check (org_id = %s)', target, mine, mine);
    when 'shelf' then
      execute format('create policy tenant_read on %s for select to tenant using (org_id in (%s, (select operator_org_id())))', target, mine);
      execute format('create policy tenant_insert on %s for insert to tenant with check (org_id = %s)', target, mine);
      execute format('create policy tenant_update on %s for update to tenant using (org_id = %s) with check (org_id = %s)', target, mine, mine);
      execute format('create policy tenant_delete on %s for delete to tenant using (org_id = %s)', target, mine);
  end case;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'subscriptions', 'teams', 'team_managers', 'employees', 'invitations', 'sessions', 'devices', 'refresh_tokens',
    'access_tokens', 'api_tokens', 'agent_tools', 'org_agent_configs', 'team_agent_configs', 'employee_agent_configs',
    'system_prompts', 'bundles', 'employee_bundles', 'employee_mcp_configs', 'agent_policies', 'team_policies',
    'employee_policies', 'tool_policies', 'policy_versions', 'provider_credentials', 'budgets', 'budget_periods',
    'budget_holds', 'budget_hold_items', 'usage_logs', 'usage_events', 'usage_records', 'agent_requests', 'approvals',
    'human_approvals', 'hierarchical_entities', 'execution_runs', 'llm_interaction_logs', 'tool_interaction_logs',
    'documents', 'document_chunks', 'activity_logs', 'log_heads', 'log_anchors', 'webhook_destinations',
    'webhook_deliveries', 'outbox', 'email_outbox']
  loop
    execute format('call protect_table(%L, %L)', name, 'own');
  end loop;
  foreach name in array array[
    'roles', 'agent_catalog', 'tools', 'mcp_categories', 'mcp_catalog', 'policies', 'integration_registry', 'sku_prices']
  loop
    execute format('call protect_table(%L, %L)', name, 'shelf');
  end loop;
end $$;

-- Three tables whose tenant is told otherwise than by `org_id = mine`.

alter table organizations enable row level security;
alter table organizations force row level security;
create policy owner on organizations to current_user using (true) with check (true);
create policy system on organizations to system using (true) with check (true);
create policy tenant on organizations to tenant
  using (id = (select current_setting('app.org_id')::uuid))
  with check (id = (select current_setting('app.org_id')::uuid));

alter table users enable row level security;
alter table users force row level security;
create policy owner on users to current_user using (true) with check (true);
create policy system on users to system using (true) with check (true);
create policy tenant on users to tenant
  using (id in (select user_id from employees))
  with check (id in (select user_id from employees));

-- Before anybody approves it, a sign-in attempt belongs to no organization. Whoever knows its code may see that one row
-- and take it into the own organization; nobody can list what is pending.
alter table device_authorizations enable row level security;
alter table device_authorizations force row level security;
create policy owner on device_authorizations to current_user using (true) with check (true);
create policy system on device_authorizations to system using (true) with check (true);
create policy tenant on device_authorizations to tenant
  using (
    org_id = (select current_setting('app.org_id')::uuid)
    or (org_id is null and user_code = (select current_setting('app.user_code', true))))
  with check (org_id = (select current_setting('app.org_id')::uuid));

-- What a tenant may do. Reading first, then writing, table by table where it is less than everything.

grant select, insert, update, delete on
  teams, team_managers, employees, invitations, devices, refresh_tokens, access_tokens, api_tokens, roles,
  agent_catalog, tools, agent_tools, org_agent_configs, team_agent_configs, employee_agent_configs, system_prompts,
  mcp_categories, mcp_catalog, employee_mcp_configs, policies, agent_policies, team_policies, employee_policies,
  tool_policies, provider_credentials, budgets, agent_requests, approvals, human_approvals, hierarchical_entities,
  execution_runs, documents, document_chunks, webhook_destinations
to tenant;
grant select on
  organizations, subscriptions, sessions, bundles, employee_bundles, policy_versions, integration_registry, sku_prices,
  budget_periods, budget_holds, budget_hold_items, usage_logs, usage_events, usage_records, llm_interaction_logs,
  tool_interaction_logs, activity_logs, log_heads, log_anchors, webhook_deliveries, device_authorizations, outbox,
  email_outbox
to tenant;

-- Plan, limits, status and type are decided by the operator and the bill.
grant update (name, logo_url, settings, time_zone, currency, updated_at) on organizations to tenant;
grant update (monthly_budget_usd, updated_at) on subscriptions to tenant;
-- A password's hash is not a tenant's business; signing in is the system's.
grant select (id, email, full_name, is_verified, is_active, profile_picture_url, locale, created_at, updated_at) on users to tenant;
grant update (full_name, profile_picture_url, locale, updated_at) on users to tenant;
grant update (revoked_at, last_seen_at) on sessions to tenant;
grant update (org_id, employee_id, device_id, status, decided_at) on device_authorizations to tenant;
grant insert on bundles, employee_bundles, policy_versions, outbox, email_outbox to tenant;
grant update (valid_until) on employee_bundles to tenant;
-- An address that our servers call is the operator's to set.
grant insert (id, org_id, provider_name, model_name, service_sku, component_type, cost_unit, credential_id, internal_cost, status, created_at, updated_at),
  update (provider_name, model_name, service_sku, component_type, cost_unit, credential_id, internal_cost, status, updated_at)
  on integration_registry to tenant;
grant insert on sku_prices to tenant;
-- The log: written once, at the server's time, and numbered by the sequencer.
grant insert (id, org_id, employee_id, actor, on_behalf_of, session_id, client_name, client_version, event_type, event_category, content, payload, trust, run_id)
  on activity_logs to tenant;

-- What the system may do: everything, except to rewrite what happened.
grant select, insert, update, delete on all tables in schema public to system;
revoke update, delete on activity_logs, usage_logs, usage_events, log_anchors, llm_interaction_logs, tool_interaction_logs, policy_versions from system;
revoke delete on organizations, users, log_heads from system;
grant update (seq, content_digest, hash) on activity_logs to system;
revoke all on table _prisma_migrations from system;

-- The log's rows change in two ways only: once, when they are numbered, and when their content is blanked.
create function keep_log() returns trigger
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  sealed constant text[] := array['seq', 'content_digest', 'hash'];
  blankable constant text[] := array['content', 'payload', 'salt'];
begin
  if to_jsonb(new) - sealed - blankable is distinct from to_jsonb(old) - sealed - blankable then
    raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
  end if;
  if old.seq is not null and (new.seq, new.content_digest, new.hash) is distinct from (old.seq, old.content_digest, old.hash) then
    raise exception 'this row of the log is sealed' using errcode = 'insufficient_privilege';
  end if;
  if (new.content is not null and new.content is distinct from old.content)
    or (new.payload <> '{}' and new.payload is distinct from old.payload)
    or (new.salt is not null and new.salt is distinct from old.salt) then
    raise exception 'the log''s content can only be blanked' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
-- Numbering a row that was not sealed yet, and nothing else, needs no look: asking the function about it cost the sequencer
-- more than half of its speed.
create trigger keep_log before update on activity_logs for each row
  when (old.seq is not null
    or (new.id, new.org_id, new.employee_id, new.actor, new.on_behalf_of, new.session_id, new.client_name, new.client_version, new.event_type, new.event_category, new.content, new.payload, new.trust, new.run_id, new.salt, new.created_at)
      is distinct from (old.id, old.org_id, old.employee_id, old.actor, old.on_behalf_of, old.session_id, old.client_name, old.client_version, old.event_type, old.event_category, old.content, old.payload, old.trust, old.run_id, old.salt, old.created_at))
  execute function keep_log();

-- A reference to a shelf row must point at one of ours or the operator's. Arguments: column, shelf table.
create function shared_or_own() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  reference uuid;
  owner uuid;
begin
  execute format('select ($1).%I', tg_argv[0]) into reference using new;
  if reference is null then return new; end if;
  execute format('select org_id from %I where id = $1', tg_argv[1]) into owner using reference;
  if owner is distinct from new.org_id and owner is distinct from operator_org_id() then
    raise exception '% of % is not a row of % that this organization may use', tg_argv[0], tg_table_name, tg_argv[1]
      using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;

do $$
declare
  reference text[];
begin
  foreach reference slice 1 in array array[
    ['employees', 'role_id', 'roles'],
    ['invitations', 'role_id', 'roles'],
    ['tools', 'sku_id', 'integration_registry'],
    ['agent_tools', 'agent_id', 'agent_catalog'],
    ['agent_tools', 'tool_id', 'tools'],
    ['org_agent_configs', 'agent_catalog_id', 'agent_catalog'],
    ['team_agent_configs', 'agent_catalog_id', 'agent_catalog'],
    ['employee_agent_configs', 'agent_catalog_id', 'agent_catalog'],
    ['system_prompts', 'agent_catalog_id', 'agent_catalog'],
    ['mcp_catalog', 'category_id', 'mcp_categories'],
    ['employee_mcp_configs', 'mcp_catalog_id', 'mcp_catalog'],
    ['agent_policies', 'agent_id', 'agent_catalog'],
    ['agent_policies', 'policy_id', 'policies'],
    ['team_policies', 'policy_id', 'policies'],
    ['employee_policies', 'policy_id', 'policies'],
    ['tool_policies', 'agent_id', 'agent_catalog'],
    ['sku_prices', 'sku_id', 'integration_registry'],
    ['budgets', 'agent_id', 'agent_catalog'],
    ['usage_logs', 'agent_id', 'agent_catalog'],
    ['usage_logs', 'sku_id', 'integration_registry'],
    ['usage_logs', 'sku_price_id', 'sku_prices'],
    ['usage_events', 'sku_id', 'integration_registry']]
  loop
    execute format(
      'create trigger %I before insert or update of org_id, %I on %I for each row execute function shared_or_own(%L, %L)',
      'shared_or_own_' || reference[2], reference[2], reference[1], reference[2], reference[3]);
  end loop;
end $$;

-- Tells every process that something changed, on channel `steward_changed` as {"org", "table", "id"}; a null `org` is
-- everybody's (the operator's shelf), a null `id` is many rows. First argument: `configuration` also raises the
-- config_version that caches are keyed by, `notice` only tells. Further arguments: the columns that matter in an update.
create function announce_change() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  unimportant constant text[] := array['updated_at', 'config_version', 'last_sync_at', 'sync_token', 'last_seen_at', 'last_used_at', 'last_login_at'];
  shelf constant text[] := array['roles', 'agent_catalog', 'tools', 'mcp_categories', 'mcp_catalog', 'policies', 'integration_registry', 'sku_prices'];
  watched constant text[] := tg_argv[1:];
  changed jsonb;
  orgs uuid[];
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(to_jsonb(n)) into changed from new_rows n;
  elsif tg_op = 'DELETE' then
    select jsonb_agg(to_jsonb(o)) into changed from old_rows o;
  else
    select jsonb_agg(to_jsonb(n)) into changed
    from new_rows n join old_rows o on n.id = o.id
    where case
      when cardinality(watched) = 0 then to_jsonb(n) - unimportant is distinct from to_jsonb(o) - unimportant
      else exists (select from unnest(watched) c where to_jsonb(n) -> c is distinct from to_jsonb(o) -> c)
    end;
  end if;
  if changed is null then return null; end if;

  select array_agg(distinct (row ->> case when tg_table_name = 'organizations' then 'id' else 'org_id' end)::uuid)
    into orgs from jsonb_array_elements(changed) row;

  if tg_argv[0] = 'configuration' then
    update organizations set config_version = config_version + 1 where id = any (orgs);
    update employees e set config_version = e.config_version + 1
      from (select distinct row ->> 'employee_id' as id from jsonb_array_elements(changed) row) touched
      where e.id = touched.id::uuid and e.org_id = any (orgs);
    update teams t set config_version = t.config_version + 1
      from (select distinct row ->> 'team_id' as id from jsonb_array_elements(changed) row) touched
      where t.id = touched.id::uuid and t.org_id = any (orgs);
  end if;

  perform pg_notify('steward_changed', json_build_object('org', told.org, 'table', tg_table_name, 'id', told.id)::text)
  from (
    select distinct
      case when row ->> 'org_id' = operator_org_id()::text and tg_table_name = any (shelf) then null
        when tg_table_name = 'organizations' then row ->> 'id'
        else row ->> 'org_id' end as org,
      case when jsonb_array_length(changed) <= 100 then row ->> 'id' end as id
    from jsonb_array_elements(changed) row
  ) told;
  return null;
end $$;

do $$
declare
  watch text[];
  arguments text;
begin
  foreach watch slice 1 in array array[
    -- table, kind, operations, columns that matter
    ['tool_policies', 'configuration', 'iud', ''],
    ['policies', 'configuration', 'iud', ''],
    ['agent_policies', 'configuration', 'iud', ''],
    ['team_policies', 'configuration', 'iud', ''],
    ['employee_policies', 'configuration', 'iud', ''],
    ['org_agent_configs', 'configuration', 'iud', ''],
    ['team_agent_configs', 'configuration', 'iud', ''],
    ['employee_agent_configs', 'configuration', 'iud', ''],
    ['system_prompts', 'configuration', 'iud', ''],
    ['agent_catalog', 'configuration', 'iud', ''],
    ['roles', 'configuration', 'iud', ''],
    ['employees', 'configuration', 'iud', 'team_id role_id status deleted_at'],
    ['teams', 'configuration', 'iud', 'parent_team_id name'],
    ['team_managers', 'configuration', 'id', ''],
    ['provider_credentials', 'configuration', 'iud', ''],
    ['budgets', 'configuration', 'iud', ''],
    ['integration_registry', 'configuration', 'iud', ''],
    ['sku_prices', 'configuration', 'iud', ''],
    ['organizations', 'configuration', 'u', 'settings status plan max_employees max_agents_per_employee time_zone deleted_at'],
    ['sessions', 'notice', 'ud', 'revoked_at expires_at'],
    ['devices', 'notice', 'ud', 'revoked_at'],
    ['access_tokens', 'notice', 'ud', 'revoked_at expires_at'],
    ['refresh_tokens', 'notice', 'ud', 'revoked_at'],
    ['api_tokens', 'notice', 'ud', 'revoked_at expires_at scopes']]
  loop
    select string_agg(quote_literal(part), ', ') into arguments
      from unnest(array[watch[2]] || string_to_array(nullif(watch[4], ''), ' ')) part;
    if watch[3] like '%i%' then
      execute format('create trigger announce_insert after insert on %I referencing new table as new_rows for each statement execute function announce_change(%s)', watch[1], arguments);
    end if;
    if watch[3] like '%u%' then
      execute format('create trigger announce_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function announce_change(%s)', watch[1], arguments);
    end if;
    if watch[3] like '%d%' then
      execute format('create trigger announce_delete after delete on %I referencing old table as old_rows for each statement execute function announce_change(%s)', watch[1], arguments);
    end if;
  end loop;
end $$;

-- A person who is locked out everywhere has no organization to be told of.
create function announce_user() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_notify('steward_changed', json_build_object('org', null, 'table', 'users', 'id', new.id)::text);
  return null;
end $$;
create trigger announce_user after update on users for each row
  when (old.is_active is distinct from new.is_active or old.password_hash is distinct from new.password_hash)
  execute function announce_user();

-- The organization's month budget is the subscription's monthly budget, whichever of the two is written.

create function budget_of_subscription() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- An unlimited subscription has no budget until somebody sets one.
  insert into budgets (org_id, scope, period, limit_usd)
  select new.org_id, 'ORG', 'MONTH', new.monthly_budget_usd
  where new.monthly_budget_usd is not null
    or exists (select from budgets b where b.org_id = new.org_id and b.scope = 'ORG' and b.period = 'MONTH')
  on conflict (org_id, scope, team_id, employee_id, agent_id, entity_id, period)
  do update set limit_usd = excluded.limit_usd, updated_at = now()
  where budgets.limit_usd is distinct from excluded.limit_usd;
  return null;
end $$;
create trigger budget_of_subscription after insert or update of monthly_budget_usd on subscriptions
  for each row execute function budget_of_subscription();

-- A later subscription keeps the budget that the organization has set.
create function keep_monthly_budget() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  budget budgets;
begin
  select * into budget from budgets where org_id = new.org_id and scope = 'ORG' and period = 'MONTH';
  if found then new.monthly_budget_usd := budget.limit_usd; end if;
  return new;
end $$;
create trigger keep_monthly_budget before insert on subscriptions
  for each row execute function keep_monthly_budget();

create function subscription_of_budget() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  budget budgets;
begin
  if tg_op = 'DELETE' then
    budget := old;
    budget.limit_usd := null;
  else
    budget := new;
  end if;
  if budget.scope = 'ORG' and budget.period = 'MONTH' then
    update subscriptions set monthly_budget_usd = budget.limit_usd, updated_at = now()
      where org_id = budget.org_id and monthly_budget_usd is distinct from budget.limit_usd
        and status not in ('canceled', 'incomplete_expired');
  end if;
  return null;
end $$;
create trigger subscription_of_budget after insert or delete or update of limit_usd on budgets
  for each row execute function subscription_of_budget();

-- What the current month has cost, set-based, because settling writes many periods at once.
create function spending_of_subscription() returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update subscriptions s set current_spending_usd = n.spent_usd
    from new_rows n join budgets b on b.org_id = n.org_id and b.id = n.budget_id
    where b.scope = 'ORG' and b.period = 'MONTH' and s.org_id = n.org_id
      and now() >= n.period_start and now() < n.period_end
      and s.status not in ('canceled', 'incomplete_expired') and s.current_spending_usd is distinct from n.spent_usd;
  return null;
end $$;
create trigger spending_of_new_period after insert on budget_periods
  referencing new table as new_rows for each statement execute function spending_of_subscription();
create trigger spending_of_period after update on budget_periods
  referencing new table as new_rows for each statement execute function spending_of_subscription();

-- Partitions: one a month, by the server's time, in UTC. They have no grants of their own, and row-level security
-- without a policy: a partition answers only through its parent.

create function ensure_partitions(since timestamptz default now(), months_ahead int default 3) returns setof text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  parent text;
  month timestamp;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('steward partitions'));
  foreach parent in array array['activity_logs', 'usage_logs', 'llm_interaction_logs', 'tool_interaction_logs'] loop
    month := date_trunc('month', least(since, now()) at time zone 'UTC');
    while month <= date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead) loop
      name := parent || to_char(month, '_YYYY_MM');
      if to_regclass('public.' || name) is null then
        execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
          name, parent, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
        execute format('alter table public.%I enable row level security', name);
        execute format('alter table public.%I force row level security', name);
        return next name;
      end if;
      month := month + interval '1 month';
    end loop;
  end loop;
end $$;
comment on function ensure_partitions(timestamptz, int) is 'Makes the monthly partitions from `since` to some months ahead; answers with the names of those it made.';

-- Drops the months that lie wholly before a moment. The ledger is never dropped. The log is dropped only where every
-- organization's chain is anchored beyond it, so that what is left can still be verified.
create function drop_partitions(parent text, before timestamptz) returns setof text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  part record;
  open_chain boolean;
begin
  if parent not in ('activity_logs', 'llm_interaction_logs', 'tool_interaction_logs') then
    raise exception '% keeps its months', parent using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('steward partitions'));
  for part in
    select c.relname as name, to_timestamp(right(c.relname, 7) || '-01 00:00+00', 'YYYY_MM-DD HH24:MITZH') as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ('public.' || parent)::regclass
    order by 2
  loop
    continue when (part.month at time zone 'UTC' + interval '1 month') at time zone 'UTC' > before;
    if parent = 'activity_logs' then
      -- Through the parent: the partition itself has no policy that lets anybody read.
      select exists (
        select from activity_logs l
        where l.created_at >= part.month and l.created_at < (part.month at time zone 'UTC' + interval '1 month') at time zone 'UTC'
          and (l.seq is null or not exists (select from log_anchors a where a.org_id = l.org_id and a.seq >= l.seq))
      ) into open_chain;
      if open_chain then
        raise exception 'the log of % is not anchored yet', part.name using errcode = 'object_not_in_prerequisite_state';
      end if;
      delete from webhook_deliveries
        where log_created_at >= part.month and log_created_at < (part.month at time zone 'UTC' + interval '1 month') at time zone 'UTC';
    end if;
    execute format('drop table public.%I', part.name);
    return next part.name;
  end loop;
end $$;
comment on function drop_partitions(text, timestamptz) is 'Drops the months of a log that lie wholly before a moment; answers with their names.';

-- Blanks what an organization no longer wants kept. Digests stay, so its chain still verifies.
create function blank_activity(organization uuid, before timestamptz) returns bigint
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  blanked bigint;
begin
  update activity_logs set content = null, payload = '{}', salt = null
    where org_id = organization and created_at < before and seq is not null
      and (content is not null or payload <> '{}' or salt is not null);
  get diagnostics blanked = row_count;
  return blanked;
end $$;
comment on function blank_activity(uuid, timestamptz) is 'Blanks content and payload of an organization''s sealed log rows before a moment; answers with how many.';

grant execute on function ensure_partitions(timestamptz, int), drop_partitions(text, timestamptz), blank_activity(uuid, timestamptz) to system;

select ensure_partitions(now() - interval '3 months');

-- Whatever waits for a person, both sorts in one list. `security_invoker`: everybody sees what the own role may see.
create view v_pending_approvals with (security_invoker = true) as
select
  r.id as request_id,
  r.org_id,
  'request' as kind,
  r.request_type,
  r.request_data,
  r.reason,
  r.created_at as requested_at,
  r.due_at,
  e.id as employee_id,
  e.full_name as requester_name,
  e.email as requester_email,
  t.name as team_name,
  o.name as org_name,
  (select coalesce(array_agg(a.approver_id order by a.step), '{}') from approvals a
    where a.org_id = r.org_id and a.request_id = r.id and a.status = 'pending') as asked
from agent_requests r
join employees e on e.org_id = r.org_id and e.id = r.employee_id
join organizations o on o.id = r.org_id
left join teams t on t.org_id = e.org_id and t.id = e.team_id
where r.status = 'pending'
union all
select
  h.id,
  h.org_id,
  'run',
  h.checkpoint_trigger,
  h.context_snapshot,
  null,
  h.requested_at,
  h.expires_at,
  e.id,
  e.full_name,
  e.email,
  t.name,
  o.name,
  (select coalesce(array_agg(a.approver_id order by a.step), '{}') from approvals a
    where a.org_id = h.org_id and a.human_approval_id = h.id and a.status = 'pending')
from human_approvals h
join execution_runs x on x.org_id = h.org_id and x.id = h.run_id
join organizations o on o.id = h.org_id
left join employees e on e.org_id = x.org_id and e.id = x.employee_id
left join teams t on t.org_id = e.org_id and t.id = e.team_id
where h.status = 'PENDING';
grant select on v_pending_approvals to tenant, system;
