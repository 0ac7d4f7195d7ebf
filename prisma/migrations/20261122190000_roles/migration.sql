-- What every later file stands on: who may connect, and ids that sort by time.

-- Roles belong to the whole cluster, so another database may have made them already, even in this very moment.
-- `tenant` and `system` carry the rights; the two logins get their passwords outside of SQL files.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['tenant nologin', 'system nologin', 'steward_web nologin noinherit', 'steward_system nologin']
  loop
    begin
      if not exists (select from pg_roles where rolname = split_part(wanted, ' ', 1)) then
        execute 'create role ' || wanted;
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;

  -- NOINHERIT: the web's login can read nothing until it has become `tenant`, with an organization.
  if not pg_has_role('steward_web', 'tenant', 'member') then grant tenant to steward_web; end if;
  if not pg_has_role('steward_system', 'system', 'member') then grant system to steward_system; end if;
  -- The owner may hand a schema to a role only when it can become it; to have created it is not enough since Postgres 16.
  if not exists (select from pg_roles where rolname = current_user and rolsuper) then
    execute format('grant steward_system to %I', current_user);
  end if;
end $$;

create extension if not exists citext;

-- A function is nobody's until it is granted.
alter default privileges revoke execute on functions from public;

create function uuid_v7() returns uuid
language sql volatile parallel safe
set search_path = pg_catalog
as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1),
    'hex')::uuid
$$;
comment on function uuid_v7() is 'RFC 9562 version 7: milliseconds first, so that ids sort by time. Postgres 18 has its own; we support 15.';

grant usage on schema public to tenant, system;
grant execute on function uuid_v7() to tenant, system;

-- The durable engine keeps its tables in its own schema, which no tenant can enter.
create schema dbos authorization steward_system;
revoke all on schema dbos from public;
