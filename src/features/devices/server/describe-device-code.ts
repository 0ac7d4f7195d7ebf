import type { z } from "zod";
import type { Actor } from "@/server/access";
import { query } from "@/server/query";
import { DeviceCodeInput } from "../schemas";
import { countGuess, findPending, requireWebSession } from "./internal/pending-authorization";

/**
 * What a person sees before approving a sign-in: which machine asks, which program, from where and when, and whether
 * that is the address the person is at. All of it but the address is the machine's own claim.
 *
 * Throws NOT_FOUND for a code that is unknown, decided or expired; RATE_LIMITED after twenty looks in ten minutes.
 */
export async function describeDeviceCode(actor: Actor, input: z.input<typeof DeviceCodeInput>) {
  requireWebSession(actor);
  await countGuess(actor);
  return describe(actor, input);
}

const describe = query({
  permission: "account:manage",
  target: "within",
  input: DeviceCodeInput,
  async run({ db, actor, input, now }) {
    const { id: _, status: __, clients: ___, ...attempt } = await findPending(db, input.userCode, now);
    return { ...attempt, userCode: input.userCode, isSameAddress: attempt.ipAddress === actor.request.ip };
  },
});
