import type { IncomingHttpHeaders } from "node:http";
import type { TokenScope } from "@/contracts/token-scopes";
import { type Identity, identifyBearer } from "@/features/devices/server";
import { now } from "@/server/clock";
import { TOKEN_PREFIXES, hashToken, isTokenShaped } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import type { Change } from "@/server/notify";

/** The headers in which clients send what they hold, in the order in which they count. */
const CREDENTIAL_HEADERS = ["authorization", "x-api-key", "x-goog-api-key"] as const;

const MAX_AGE_MS = 5_000;
const MAX_CACHED = 20_000;

/** A change in any of these may end somebody's access. */
const IDENTITY_TABLES = new Set([
  "access_tokens",
  "api_tokens",
  "devices",
  "employees",
  "organizations",
  "teams",
  "users",
  "*",
]);

const SIGN_IN = "Run `steward login`, or /login in Claude Code.";

type HeaderSource = Headers | IncomingHttpHeaders;

function headerOf(headers: HeaderSource, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name);
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function tokenIn(headers: HeaderSource, name: string): string | null {
  const text = headerOf(headers, name)
    ?.replace(/^Bearer\s+/i, "")
    .trim();
  return text !== undefined && TOKEN_PREFIXES.some((prefix) => text.startsWith(prefix)) ? text : null;
}

/**
 * The Steward token of a request: the first value that begins with one of our prefixes in `Authorization`, `x-api-key`,
 * `x-goog-api-key`; what else those carry is none of our business and never reaches an upstream either.
 *
 * @throws DomainError UNAUTHENTICATED when there is none, when it is cut short, or when two headers carry different ones.
 */
export function bearerOf(headers: HeaderSource): string {
  const found = CREDENTIAL_HEADERS.flatMap((name) => {
    const token = tokenIn(headers, name);
    return token === null ? [] : [{ name, token }];
  });
  const [first] = found;
  if (!first) {
    throw new DomainError("UNAUTHENTICATED", "You are not signed in to Steward.", { remedy: SIGN_IN });
  }
  const other = found.find(({ token }) => token !== first.token);
  if (other) {
    throw new DomainError(
      "UNAUTHENTICATED",
      `The headers ${first.name} and ${other.name} carry two different Steward tokens.`,
      { remedy: "Send one of them, or the same in both." },
    );
  }
  if (!isTokenShaped(first.token)) {
    throw new DomainError("UNAUTHENTICATED", `The token in ${first.name} is not complete.`, {
      remedy: "Copy it again as a whole, or sign in anew.",
    });
  }
  return first.token;
}

type Cached = { identity: Identity; readAt: number };
const cache = new Map<string, Cached>();
/** Raised by every notice, so that a look-up which began before it is not kept. */
let epoch = 0;

/** Forgets whom a change may concern; everybody when it may have been anything. */
export function forgetIdentities({ table, orgId }: Change): void {
  if (!IDENTITY_TABLES.has(table)) return;
  epoch += 1;
  if (orgId === null) cache.clear();
  else for (const [hash, { identity }] of cache) if (identity.orgId === orgId) cache.delete(hash);
}

/**
 * Who sends this request. What was read at most five seconds ago is believed, and dropped at once when the database
 * announces a change, so a revocation holds within five seconds even if every notice is lost.
 *
 * @throws DomainError UNAUTHENTICATED (not signed in, revoked, expired), FORBIDDEN (suspended), UNAVAILABLE (cannot be
 * checked right now).
 */
export async function identify(headers: HeaderSource): Promise<Identity> {
  const hash = hashToken(bearerOf(headers));
  const at = now().getTime();
  const cached = cache.get(hash);
  const identity = cached && at - cached.readAt < MAX_AGE_MS ? cached.identity : await lookUp(hash, at);
  requireStanding(identity, at);
  return identity;
}

async function lookUp(hash: string, at: number): Promise<Identity> {
  const began = epoch;
  let identity: Identity | null;
  try {
    identity = await identifyBearer(hash);
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError("UNAVAILABLE", "Steward cannot check right now who you are.", {
      remedy: "Try again in a minute.",
      retryAfterSeconds: 5,
      cause,
    });
  }
  if (identity === null) {
    cache.delete(hash);
    throw new DomainError("UNAUTHENTICATED", "This sign-in is not known, has ended or was revoked.", {
      remedy: SIGN_IN,
    });
  }
  if (cache.size >= MAX_CACHED) cache.clear();
  if (began === epoch) cache.set(hash, { identity, readAt: at });
  return identity;
}

function requireStanding(identity: Identity, at: number): void {
  if (identity.expiresAt !== null && identity.expiresAt.getTime() <= at) {
    throw new DomainError("UNAUTHENTICATED", "This sign-in has expired.", { remedy: SIGN_IN });
  }
  if (identity.employeeStatus !== "active") {
    throw new DomainError("UNAUTHENTICATED", "Your access was suspended.", {
      remedy: "Ask an administrator of your organization.",
    });
  }
  if (identity.orgStatus !== "active") {
    throw new DomainError("FORBIDDEN", "Your organization is suspended.", {
      remedy: "Its owner can say why and lift it.",
    });
  }
}

/** @throws DomainError FORBIDDEN when the token may not be used for this. */
export function requireScope(identity: Identity, scope: TokenScope): void {
  if (identity.scopes.includes(scope)) return;
  throw new DomainError("FORBIDDEN", `This token may not be used here: it lacks the scope ${scope}.`, {
    remedy: "Make a token with that scope under Settings, API tokens.",
  });
}
