import { publicCommand } from "@/server/public-command";
import { ResendVerificationInput } from "../schemas";
import { sendVerification } from "./internal/verification";

/** Mails a new confirmation link to an address that needs one. The answer is the same for every address. */
export const resendVerification = publicCommand({
  name: "account.verify_email",
  input: ResendVerificationInput,
  throttle: ({ input, request }) => [
    { key: `resend-verification:address:${request.ip ?? "unknown"}`, limit: 20, windowSeconds: 3_600 },
    { key: `resend-verification:mail:${input.email}`, limit: 3, windowSeconds: 3_600 },
  ],
  async run({ db, input, now }) {
    const user = await db.user.findUnique({
      where: { email: input.email },
      select: {
        id: true,
        email: true,
        fullName: true,
        isVerified: true,
        employees: { select: { orgId: true }, take: 1 },
      },
    });
    if (user && !user.isVerified) await sendVerification(db, { user, orgId: user.employees[0]?.orgId ?? null, now });
    return { result: { email: input.email }, audit: null };
  },
});
