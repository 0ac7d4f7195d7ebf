import { accountCommand } from "@/server/account-command";
import { DomainError } from "@/server/errors";
import { RevokeOtherSessionsInput, RevokeSessionInput } from "../schemas";

/** Ends one of the person's own sessions, the one at hand included, everywhere within five seconds. NOT_FOUND for another's. */
export const revokeSession = accountCommand({
  name: "session.revoke",
  input: RevokeSessionInput,
  async run({ db, actor, input, now }) {
    const { count } = await db.session.updateMany({
      where: { id: input.sessionId, userId: actor.userId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) throw new DomainError("NOT_FOUND", "This session does not exist or has ended.");
    return {
      result: { sessionId: input.sessionId },
      audit: { targetType: "session", targetId: input.sessionId, after: { revokedAt: now } },
    };
  },
});

/** Ends all of the person's sessions but the one at hand. */
export const revokeOtherSessions = accountCommand({
  name: "session.revoke_all",
  input: RevokeOtherSessionsInput,
  async run({ db, actor, now }) {
    const { count } = await db.session.updateMany({
      where: { userId: actor.userId, revokedAt: null, ...(actor.session && { id: { not: actor.session.id } }) },
      data: { revokedAt: now },
    });
    return {
      result: { endedSessions: count },
      audit: { targetType: "user", targetId: actor.userId, after: { endedSessions: count } },
    };
  },
});
