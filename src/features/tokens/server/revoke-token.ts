import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { RevokeTokenInput } from "../schemas";

/** Ends an API token, at the gateway within five seconds. Throws CONFLICT when it has ended already. */
export const revokeToken = command({
  name: "token.revoke",
  permission: "token:manage",
  target: ({ db, input }) => db.apiToken.findUnique({ where: { id: input.tokenId }, select: { employeeId: true } }),
  input: RevokeTokenInput,
  async run({ db, input, now }) {
    const before = await db.apiToken.findUnique({
      where: { id: input.tokenId },
      select: { id: true, name: true, last4: true, employeeId: true, revokedAt: true },
    });
    if (!before) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
    if (before.revokedAt !== null) throw new DomainError("CONFLICT", "This token is revoked already.");
    await db.apiToken.update({ where: { id: before.id }, data: { revokedAt: now } });
    return {
      result: { tokenId: before.id },
      audit: {
        targetType: "token",
        targetId: before.id,
        employeeId: before.employeeId,
        before,
        after: { revokedAt: now },
      },
    };
  },
});
