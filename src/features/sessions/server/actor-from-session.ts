import { parsePermissions } from "@/contracts/permissions";
import { effectiveSettings } from "@/features/organizations/server";
import type { Actor, RequestInfo } from "@/server/access";
import { now } from "@/server/clock";
import { hashToken, sameBytes } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import { requestInfo } from "@/server/http";
import { type SessionClaims, readSessionCookie } from "@/server/session-cookie";
import { type SessionRow, sessionRow } from "./internal/session-row";
import { noteSeen } from "./internal/note-seen";

/** Who is signed in, before any organization is chosen. */
type SignedInUser = { sessionId: string; userId: string; email: string; name: string };

/** The person behind a request's cookie; null when nobody is signed in or the session has ended. */
export async function userFromSession(headers: Headers): Promise<SignedInUser | null> {
  const claims = await readSessionCookie(headers);
  const row = claims && (await sessionRow(claims.sid, ""));
  if (!claims || !row || !holds(row, claims)) return null;
  return { sessionId: claims.sid, userId: row.userId, email: row.email, name: row.fullName };
}

/**
 * The actor behind a request, in the organization that its address names. The slug only chooses: what the person may do
 * there comes from the employment, so a slug that somebody made up leads to NOT_FOUND.
 *
 * Revocation, suspension, a changed role or setting is in force within four seconds, mostly at once. Throws
 * UNAUTHENTICATED (nobody, or ended), NOT_FOUND (no such organization, or not a member), FORBIDDEN (suspended).
 */
export async function actorFromSession(
  headers: Headers,
  orgSlug: string,
  request: RequestInfo = requestInfo(headers),
): Promise<Actor> {
  const claims = await readSessionCookie(headers);
  const row = claims && (await sessionRow(claims.sid, orgSlug));
  if (!claims || !row || !holds(row, claims)) throw notSignedIn();
  const { organization, employee } = row;
  if (!organization || !employee)
    throw new DomainError("NOT_FOUND", "This organization does not exist, or you are not in it.");
  requireWithinLimits(row, organization);
  if (organization.status !== "active") throw new DomainError("FORBIDDEN", "This organization is suspended.");
  if (employee.status !== "active") {
    throw new DomainError("FORBIDDEN", "Your organization has suspended your access.", { remedy: "Ask its owner." });
  }
  noteSeen(claims.sid, row.lastSeenAt);
  return {
    kind: "person",
    orgId: organization.id,
    employeeId: employee.id,
    userId: row.userId,
    email: row.email,
    name: row.fullName,
    abilities: parsePermissions(employee.permissions),
    teamId: employee.teamId,
    managedTeamIds: employee.managedTeamIds,
    session: { id: claims.sid, authMethod: row.authMethod, authenticatedAt: row.authenticatedAt },
    deviceId: null,
    tokenId: null,
    onBehalfOf: null,
    via: null,
    request,
  };
}

function holds(row: SessionRow, claims: SessionClaims): boolean {
  const isLive = row.isActive && row.revokedAt === null && row.expiresAt > now();
  return isLive && sameBytes(row.tokenHash, hashToken(claims.key));
}

/** The organization's own limits bind a session also when another organization opened it, or set them later. */
function requireWithinLimits(row: SessionRow, organization: { plan: string; settings?: unknown }): void {
  const { sessionHours, idleMinutes } = effectiveSettings(organization.plan, organization.settings);
  const ageMs = now().getTime() - row.createdAt.getTime();
  const idleMs = now().getTime() - row.lastSeenAt.getTime();
  if (ageMs > sessionHours * 3_600_000 || idleMs > idleMinutes * 60_000) throw notSignedIn();
}

function notSignedIn(): DomainError {
  return new DomainError("UNAUTHENTICATED", "You are not signed in.", { remedy: "Sign in and try again." });
}
