import { z } from "zod";
import { HOOK_SCOPES, TOKEN_SCOPES } from "@/contracts/token-scopes";
import { systemQuery } from "@/server/system-command";

/** Whose token a request carries, and what stands between it and being served. */
export type Identity = {
  kind: "agent" | "api" | "hook";
  tokenId: string;
  tokenHash: string;
  orgId: string;
  orgSlug: string;
  orgStatus: string;
  employeeId: string;
  employeeStatus: string;
  userId: string;
  email: string;
  name: string;
  teamId: string | null;
  /** The own team first, then those above it. */
  teamPath: string[];
  deviceId: string | null;
  scopes: string[];
  /** Null: it lives until it is revoked. */
  expiresAt: Date | null;
};

const Row = z.object({
  kind: z.enum(["agent", "api", "hook"]),
  tokenId: z.uuid(),
  tokenHash: z.string(),
  orgId: z.uuid(),
  orgSlug: z.string(),
  orgStatus: z.string(),
  employeeId: z.uuid(),
  employeeStatus: z.string(),
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  teamId: z.uuid().nullable(),
  teamPath: z.array(z.uuid()),
  deviceId: z.uuid().nullable(),
  scopes: z.array(z.string()).nullable(),
  expiresAt: z.date().nullable(),
});

/**
 * Who a token belongs to, by its SHA-256; null when nobody does: unknown, revoked, of a revoked device, of an account
 * that was switched off or an employment that ended. Expiry and the two statuses are handed over for the caller to judge,
 * because each door says it differently. One statement; the gateway keeps the answer for at most five seconds.
 */
export async function identifyBearer(tokenHash: string): Promise<Identity | null> {
  return readIdentity({ tokenHash });
}

const readIdentity = systemQuery({
  input: z.strictObject({ tokenHash: z.string().length(64) }),
  async run({ db, input }): Promise<Identity | null> {
    const rows: unknown[] = await db.$queryRaw`
      with token as (
        select case a.audience when 'hook' then 'hook' else 'agent' end as kind, a.id, a.token_hash, a.org_id,
               d.employee_id, d.id as device_id, null::text[] as scopes, a.expires_at
          from access_tokens a join devices d on d.org_id = a.org_id and d.id = a.device_id
         where a.token_hash = ${input.tokenHash} and a.revoked_at is null and d.revoked_at is null
        union all
        select 'api', t.id, t.token_hash, t.org_id, t.employee_id, null, t.scopes, t.expires_at
          from api_tokens t where t.token_hash = ${input.tokenHash} and t.revoked_at is null
      )
      select token.kind, token.id as "tokenId", token.token_hash as "tokenHash", token.org_id as "orgId",
             o.slug as "orgSlug", o.status as "orgStatus", e.id as "employeeId", e.status as "employeeStatus",
             e.user_id as "userId", e.email::text as email, e.full_name as name, e.team_id as "teamId",
             (with recursive path as (
                select p.id, p.parent_team_id, 0 as depth from teams p where p.org_id = e.org_id and p.id = e.team_id
                union all
                select t.id, t.parent_team_id, path.depth + 1
                  from teams t join path on t.org_id = e.org_id and t.id = path.parent_team_id where path.depth < 20
              ) select coalesce(array_agg(id order by depth), '{}') from path) as "teamPath",
             token.device_id as "deviceId", token.scopes, token.expires_at as "expiresAt"
        from token
        join employees e on e.org_id = token.org_id and e.id = token.employee_id and e.deleted_at is null
        join users u on u.id = e.user_id and u.is_active
        join organizations o on o.id = token.org_id and o.deleted_at is null`;
    if (rows[0] === undefined) return null;
    const { scopes, ...identity } = Row.parse(rows[0]);
    // A signed-in machine may do all of it, for its own person.
    const own = identity.kind === "hook" ? HOOK_SCOPES : TOKEN_SCOPES;
    return { ...identity, scopes: scopes ?? [...own] };
  },
});
