import { z } from "zod";
import { now } from "@/server/clock";
import { log } from "@/server/log";
import { systemCommand } from "@/server/system-command";

/** Once a minute is enough for an idle limit of minutes, and spares a write at every request. */
const EVERY_MS = 60_000;

const touch = systemCommand({
  name: "session.start",
  input: z.strictObject({ sid: z.uuid() }),
  async run({ db, input, now: at }) {
    const stale = { lt: new Date(at.getTime() - EVERY_MS) };
    await db.session.updateMany({ where: { id: input.sid, lastSeenAt: stale }, data: { lastSeenAt: at } });
    return { result: null, audit: null };
  },
});

/** Notes that a session is in use, without making the request wait for it. */
export function noteSeen(sid: string, lastSeenAt: Date): void {
  if (now().getTime() - lastSeenAt.getTime() < EVERY_MS) return;
  touch({ sid }).catch((error: unknown) => {
    log().warn({ err: error }, "a session's last use could not be noted");
  });
}
