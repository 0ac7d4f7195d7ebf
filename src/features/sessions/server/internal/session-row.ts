import { z } from "zod";
import { onceInProcess } from "@/server/once";
import { type Change, onChange } from "@/server/notify";
import { systemQuery } from "@/server/system-command";
import { TtlCache } from "@/lib/ttl-cache";

/** Below five seconds, so that a revocation whose notice was lost is still in force within five. */
const TTL_MS = 4_000;

/** Tables that decide who somebody is; their changes are announced by the database. */
const IDENTITY_TABLES = new Set(["employees", "users", "roles", "teams", "team_managers", "organizations", "*"]);

const Row = z.object({
  tokenHash: z.string(),
  userId: z.uuid(),
  authMethod: z.string(),
  authenticatedAt: z.date(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastSeenAt: z.date(),
  revokedAt: z.date().nullable(),
  isActive: z.boolean(),
  email: z.string(),
  fullName: z.string(),
  organization: z
    .object({ id: z.uuid(), slug: z.string(), status: z.string(), plan: z.string(), settings: z.unknown() })
    .nullable(),
  employee: z
    .object({
      id: z.uuid(),
      status: z.string(),
      teamId: z.uuid().nullable(),
      permissions: z.array(z.string()),
      managedTeamIds: z.array(z.uuid()),
    })
    .nullable(),
});
export type SessionRow = z.output<typeof Row>;

const cache = onceInProcess("sessions.cache", () => {
  const made = new TtlCache<SessionRow | null>({ ttlMs: TTL_MS });
  onChange((change) => {
    forget(made, change);
  });
  return made;
});

function forget(rows: TtlCache<SessionRow | null>, { table, id }: Change): void {
  if (table === "sessions" && id !== null) rows.drop((key) => key.startsWith(`${id} `));
  else if (table === "sessions" || IDENTITY_TABLES.has(table)) rows.clear();
}

/** The session and, where a slug is given, the person's place in that organization; at most four seconds old. */
export function sessionRow(sid: string, orgSlug: string): Promise<SessionRow | null> {
  return cache().get(`${sid} ${orgSlug}`, () => readRow({ sid, orgSlug }));
}

const readRow = systemQuery({
  input: z.strictObject({ sid: z.uuid(), orgSlug: z.string() }),
  async run({ db, input }): Promise<SessionRow | null> {
    const rows: unknown[] = await db.$queryRaw`
      select s.token_hash as "tokenHash", s.user_id as "userId", s.auth_method as "authMethod",
             s.authenticated_at as "authenticatedAt", s.created_at as "createdAt", s.expires_at as "expiresAt",
             s.last_seen_at as "lastSeenAt", s.revoked_at as "revokedAt",
             u.is_active as "isActive", u.email::text as email, u.full_name as "fullName",
             case when o.id is null then null else jsonb_build_object(
               'id', o.id, 'slug', o.slug, 'status', o.status, 'plan', o.plan, 'settings', o.settings) end as organization,
             case when e.id is null then null else jsonb_build_object(
               'id', e.id, 'status', e.status, 'teamId', e.team_id, 'permissions', r.permissions,
               'managedTeamIds', (
                 with recursive managed as (
                   select m.team_id from team_managers m where m.org_id = e.org_id and m.employee_id = e.id
                   union
                   select t.id from teams t join managed on t.org_id = e.org_id and t.parent_team_id = managed.team_id
                 ) select coalesce(jsonb_agg(team_id), '[]') from managed)) end as employee
        from sessions s
        join users u on u.id = s.user_id
        left join organizations o on o.slug = ${input.orgSlug} and o.deleted_at is null
        left join employees e on e.org_id = o.id and e.user_id = s.user_id and e.deleted_at is null
        left join roles r on r.id = e.role_id
       where s.id = ${input.sid}::uuid`;
    return rows[0] === undefined ? null : Row.parse(rows[0]);
  },
});
