import { z } from "zod";
import { systemQuery } from "@/server/system-command";
import { isPassword } from "./internal/passwords";

export type CheckedAccount = { userId: string; isRight: boolean; isUsable: boolean };

/**
 * Whether an e-mail and a password belong together. Takes equally long for an address nobody has, so only the answer
 * that the caller gives can tell; `isUsable` is false for an account that is switched off or unconfirmed.
 *
 * The caller counts attempts before: this hashes, which costs 19 MiB and some 40 ms.
 */
export async function checkPassword(input: { email: string; password: string }): Promise<CheckedAccount | null> {
  const account = await credentialsOf({ email: input.email });
  const isRight = await isPassword(input.password, account?.passwordHash ?? null);
  return account && { userId: account.id, isRight, isUsable: account.isActive && account.isVerified };
}

const credentialsOf = systemQuery({
  input: z.strictObject({ email: z.string() }),
  run: ({ db, input }) =>
    db.user.findUnique({
      where: { email: input.email },
      select: { id: true, passwordHash: true, isActive: true, isVerified: true },
    }),
});
