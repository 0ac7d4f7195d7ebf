import { z } from "zod";
import { env } from "@/env";
import { formatInstant } from "@/lib/instants";
import { describeUserAgent } from "@/lib/user-agents";
import { accountCommand } from "@/server/account-command";
import { DomainError } from "@/server/errors";
import { queueMail } from "@/server/mail";
import { systemQuery } from "@/server/system-command";
import { ChangePasswordInput } from "../schemas";
import { hashPassword, isPassword } from "./internal/passwords";

/**
 * A new password for the person. Every other session ends with it, in every organization, because the reason is often
 * that somebody else knew the old one; a notice goes to the address. Devices stay: they never had the password.
 *
 * Throws INVALID on `currentPassword` when that is wrong, RATE_LIMITED after ten tries in a quarter of an hour.
 */
export const changePassword = accountCommand({
  name: "account.change_password",
  input: ChangePasswordInput,
  throttle: ({ actor }) => [{ key: `change-password:${actor.userId}`, limit: 10, windowSeconds: 900 }],
  async prepare({ actor, input }) {
    const current = await passwordHashOf({ userId: actor.userId });
    if (!(await isPassword(input.currentPassword, current))) {
      throw new DomainError("INVALID", "This is not your current password.", { field: "currentPassword" });
    }
    return { current, next: await hashPassword(input.newPassword) };
  },
  async run({ db, actor, prepared, now }) {
    const { count } = await db.user.updateMany({
      where: { id: actor.userId, passwordHash: prepared.current },
      data: { passwordHash: prepared.next },
    });
    if (count === 0)
      throw new DomainError("STALE", "Your password was just changed elsewhere.", { remedy: "Sign in again." });
    const ended = await db.session.updateMany({
      where: { userId: actor.userId, revokedAt: null, ...(actor.session && { id: { not: actor.session.id } }) },
      data: { revokedAt: now },
    });
    await queueMail(db, {
      kind: "password-changed",
      to: actor.email,
      orgId: actor.orgId,
      dedupeKey: `password-changed/${actor.userId}/${now.toISOString()}`,
      props: {
        fullName: actor.name,
        changedAt: formatInstant(now),
        device: actor.request.userAgent === null ? null : describeUserAgent(actor.request.userAgent),
        ipAddress: actor.request.ip,
        securityUrl: env.stewardUrl,
      },
    });
    return {
      result: { endedSessions: ended.count },
      audit: { targetType: "user", targetId: actor.userId, after: { endedSessions: ended.count } },
    };
  },
});

const passwordHashOf = systemQuery({
  input: z.strictObject({ userId: z.uuid() }),
  async run({ db, input }) {
    const user = await db.user.findUnique({ where: { id: input.userId }, select: { passwordHash: true } });
    return user?.passwordHash ?? null;
  },
});
