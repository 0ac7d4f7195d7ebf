import { z } from "zod";
import { appendLog } from "@/server/audit";
import { systemCommand } from "@/server/system-command";

/** Ends the session of a cookie, when a person signs out. Idempotent: an ended session stays ended. */
export const signOut = systemCommand({
  name: "session.revoke",
  input: z.strictObject({ sessionId: z.uuid() }),
  async run({ db, input, now }) {
    const session = await db.session.findFirst({
      where: { id: input.sessionId, revokedAt: null },
      select: { id: true, orgId: true, employeeId: true, employee: { select: { email: true } } },
    });
    if (!session) return { result: { isEnded: false }, audit: null };
    await db.session.update({ where: { id: session.id }, data: { revokedAt: now } });
    await appendLog(db, {
      type: "auth.logout",
      orgId: session.orgId,
      actor: { kind: "person", employeeId: session.employeeId, email: session.employee.email },
      sessionId: session.id,
    });
    return { result: { isEnded: true }, audit: null };
  },
});
