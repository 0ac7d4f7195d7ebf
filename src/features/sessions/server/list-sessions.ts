import { describeUserAgent } from "@/lib/user-agents";
import { accountQuery } from "@/server/account-command";
import { ListSessionsInput } from "../schemas";

/** The person's own web sessions that still hold, latest use first, in whichever organization they were opened. */
export const listSessions = accountQuery({
  input: ListSessionsInput,
  async run({ db, actor, now }) {
    const sessions = await db.session.findMany({
      where: { userId: actor.userId, revokedAt: null, expiresAt: { gt: now } },
      select: {
        id: true,
        ipAddress: true,
        userAgent: true,
        authMethod: true,
        createdAt: true,
        lastSeenAt: true,
        expiresAt: true,
      },
      orderBy: { lastSeenAt: "desc" },
      take: 100,
    });
    return sessions.map(({ userAgent, ...session }) => ({
      ...session,
      client: userAgent === null ? "an unknown program" : describeUserAgent(userAgent),
      isCurrent: session.id === actor.session?.id,
    }));
  },
});
