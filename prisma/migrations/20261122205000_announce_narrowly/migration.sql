-- The notice of a change needs a row's keys, not the row: aggregating whole rows took time in the square of a settings
-- document's length (seven seconds for a megabyte).

create function narrow_row(line jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object('id', line -> 'id', 'org_id', line -> 'org_id', 'employee_id', line -> 'employee_id', 'team_id', line -> 'team_id')
$$;

create or replace function announce_change() returns trigger
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
    select jsonb_agg(public.narrow_row(to_jsonb(n))) into changed from new_rows n;
  elsif tg_op = 'DELETE' then
    select jsonb_agg(public.narrow_row(to_jsonb(o))) into changed from old_rows o;
  else
    select jsonb_agg(public.narrow_row(to_jsonb(n))) into changed
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
