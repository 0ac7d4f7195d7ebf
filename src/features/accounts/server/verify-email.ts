import { DomainError } from "@/server/errors";
import { hashToken } from "@/server/crypto";
import { publicCommand } from "@/server/public-command";
import { VerifyEmailInput } from "../schemas";

/**
 * Confirms the address that a link was mailed to. The link works once and for a day. Nobody is signed in by it: links
 * are opened by mail scanners too. Throws NOT_FOUND for a link that is unknown, used or too old.
 */
export const verifyEmail = publicCommand({
  name: "account.verify_email",
  input: VerifyEmailInput,
  throttle: ({ request }) => [
    { key: `verify-email:address:${request.ip ?? "unknown"}`, limit: 30, windowSeconds: 900 },
  ],
  async run({ db, input, now }) {
    const { count } = await db.emailVerificationToken.updateMany({
      where: { tokenHash: hashToken(input.token), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    const token = await db.emailVerificationToken.findUnique({
      where: { tokenHash: hashToken(input.token) },
      select: { user: { select: { id: true, email: true, employees: { select: { id: true, orgId: true } } } } },
    });
    if (count === 0 || !token) {
      throw new DomainError("NOT_FOUND", "This link does not work any more.", {
        remedy: "Sign in with your e-mail; if it is not confirmed yet, ask there for a new link.",
      });
    }
    const { user } = token;
    await db.user.update({ where: { id: user.id }, data: { isVerified: true } });
    const [employment] = user.employees;
    return {
      result: { email: user.email },
      audit: employment
        ? {
            orgId: employment.orgId,
            targetType: "user",
            targetId: user.id,
            employeeId: employment.id,
            after: { isVerified: true },
          }
        : null,
    };
  },
});
