import { decode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/env";

/** What the session cookie carries beside next-auth's own claims: the row's id, and the secret whose hash the row keeps. */
export const SessionClaims = z.object({ sid: z.uuid(), key: z.string().min(20).max(100) });
export type SessionClaims = z.output<typeof SessionClaims>;

/** The cookie outlives every session that an organization may allow (30 days); the row decides when it ends. */
export const SESSION_COOKIE_SECONDS = 30 * 24 * 3_600;

/** Off https only on loopback, which the boot plan enforces: browsers keep no secure cookie from plain http. */
export function isCookieSecure(): boolean {
  return env.stewardUrl.startsWith("https://");
}

/** `__Host-` binds the cookie to this very host and to https (RFC 6265bis, 4.1.3.2). */
export function sessionCookieName(): string {
  return isCookieSecure() ? "__Host-steward.session" : "steward.session";
}

/**
 * The claims of the session cookie, when it is one that we sealed and that has not expired. It says nothing about
 * whether the session still holds: that is the row's to say.
 */
export async function readSessionCookie(headers: Headers): Promise<SessionClaims | null> {
  const token = cookieOf(headers, sessionCookieName());
  if (token === null || env.stewardSecret === "") return null;
  const claims = await decode({ token, secret: env.stewardSecret }).catch(() => null);
  const parsed = SessionClaims.safeParse(claims);
  return parsed.success ? parsed.data : null;
}

function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of headers.get("cookie")?.split(";") ?? []) {
    const [key, ...value] = pair.split("=");
    if (key?.trim() === name) return value.join("=").trim();
  }
  return null;
}
