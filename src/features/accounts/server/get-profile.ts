import { accountQuery } from "@/server/account-command";
import { DomainError } from "@/server/errors";
import { GetProfileInput } from "../schemas";

/** The signed-in person's own account, and what he or she may do in this organization. */
export const getProfile = accountQuery({
  input: GetProfileInput,
  async run({ db, actor }) {
    const user = await db.user.findUnique({
      where: { id: actor.userId },
      select: { id: true, email: true, fullName: true, locale: true, profilePictureUrl: true, createdAt: true },
    });
    if (!user) throw new DomainError("NOT_FOUND", "This account does not exist any more.");
    return { ...user, employeeId: actor.employeeId, abilities: Object.fromEntries(actor.abilities) };
  },
});
