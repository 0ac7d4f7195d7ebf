import { accountCommand } from "@/server/account-command";
import { DomainError } from "@/server/errors";
import { UpdateProfileInput } from "../schemas";

/** Changes the person's name and language, in every organization he or she works for. What is left out stays. */
export const updateProfile = accountCommand({
  name: "account.update_profile",
  input: UpdateProfileInput,
  async run({ db, actor, input }) {
    const select = { fullName: true, locale: true } as const;
    const before = await db.user.findUnique({ where: { id: actor.userId }, select });
    if (!before) throw new DomainError("NOT_FOUND", "This account does not exist any more.");
    const data = {
      ...(input.fullName !== undefined && { fullName: input.fullName }),
      ...(input.locale !== undefined && { locale: input.locale }),
    };
    const after = await db.user.update({ where: { id: actor.userId }, data, select });
    if (input.fullName !== undefined) {
      await db.employee.updateMany({ where: { userId: actor.userId }, data: { fullName: input.fullName } });
    }
    return { result: after, audit: { targetType: "user", targetId: actor.userId, before, after } };
  },
});
