import { RESERVED_SLUGS } from "@/contracts/reserved-slugs";
import { env } from "@/env";
import { actorFromSession } from "@/features/sessions/server";
import { DomainError } from "@/server/errors";
import { requestInfo } from "@/server/http";
import type { TrpcContext } from "@/server/trpc";

/** Names the organization that a call is about: one person may work for several. It chooses and never grants. */
export const ORG_HEADER = "x-steward-org";

/**
 * Who calls. The actor comes from the session cookie and the employment in the organization that the header names; a
 * made-up slug leads nowhere. Where there is no actor, procedures that need one answer why.
 */
export async function trpcContext(headers: Headers): Promise<TrpcContext> {
  const request = requestInfo(headers);
  const slug = headers.get(ORG_HEADER) ?? "";
  if (slug === "" || RESERVED_SLUGS.has(slug)) return { actor: null, request };
  try {
    return { actor: await actorFromSession(headers, slug, request), request };
  } catch (refusal) {
    if (refusal instanceof DomainError) return { actor: null, refusal, request };
    throw refusal;
  }
}

/**
 * Whether a call that changes something comes from a page of ours. The cookie is `lax` already; this also stops pages on
 * other ports or subdomains of the same site. Programs that send no `Origin` have no cookie jar to abuse.
 */
export function isFromOurPages(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (origin === null) return true;
  if (origin === new URL(env.stewardUrl).origin) return true;
  return URL.parse(origin)?.host === headers.get("host");
}
