import type { Actor } from "@/server/access";
import type { OrgDb } from "@/server/db";
import { DomainError } from "@/server/errors";
import { throttle } from "@/server/throttle";

/** Guesses that a person and an address have in ten minutes; a person who mistypes needs three. */
const GUESSES = { limit: 20, windowSeconds: 600 };

/** Counts one look at a user code; `newUserCode` says what that leaves to a guesser. */
export async function countGuess(actor: Actor): Promise<void> {
  await throttle([
    { key: `user-code:person:${actor.userId}`, ...GUESSES },
    { key: `user-code:address:${actor.request.ip ?? "unknown"}`, limit: 60, windowSeconds: GUESSES.windowSeconds },
  ]);
}

/** A decision is a person's, made on a page, signed in: never a token's. */
export function requireWebSession(actor: Actor): void {
  if (actor.kind === "person" && actor.session !== null) return;
  throw new DomainError("FORBIDDEN", "Only a person signed in on the web can do this.", {
    remedy: "Open Steward in a browser.",
  });
}

/**
 * The sign-in attempt of a user code. Until it is decided it belongs to no organization; row-level security shows just
 * the one whose code stands in `app.user_code`, so nobody can list what is pending.
 */
export async function findPending(db: OrgDb, userCode: string, now: Date) {
  await db.$queryRaw`select set_config('app.user_code', ${userCode}, true)`;
  const found = await db.deviceAuthorization.findFirst({
    where: { userCode, orgId: null },
    select: {
      id: true,
      surface: true,
      status: true,
      deviceName: true,
      hostname: true,
      os: true,
      clientName: true,
      clientVersion: true,
      clients: true,
      ipAddress: true,
      createdAt: true,
      expiresAt: true,
    },
  });
  if (found?.status !== "pending" || found.expiresAt <= now) {
    throw new DomainError("NOT_FOUND", "This code is not known, was used or has expired.", {
      field: "userCode",
      remedy: "Start the sign-in on your machine again; a code lives for ten minutes.",
    });
  }
  return found;
}
