import { z } from "zod";

const text = z.string().min(1).max(300);
const link = z.url().max(2_000);

/** Every mail we send, and what its template is given. Times are texts, ready to be read. */
export const MAIL_PROPS = {
  "account-exists": z.strictObject({ signInUrl: link }),
  "verify-email": z.strictObject({ fullName: text, verifyUrl: link, expiresInHours: z.number().int().positive() }),
  "password-changed": z.strictObject({
    fullName: text,
    changedAt: text,
    device: text.nullable(),
    ipAddress: text.nullable(),
    securityUrl: link,
  }),
  "new-device": z.strictObject({
    fullName: text,
    signedInAt: text,
    device: text,
    ipAddress: text.nullable(),
    reviewUrl: link,
  }),
} as const;

export type MailKind = keyof typeof MAIL_PROPS;
export type MailProps<Kind extends MailKind> = z.output<(typeof MAIL_PROPS)[Kind]>;

/** What stands in the reader's list of mails. */
export const MAIL_SUBJECTS: Record<MailKind, string> = {
  "account-exists": "You have a Steward account already",
  "verify-email": "Confirm your e-mail address",
  "password-changed": "Your Steward password was changed",
  "new-device": "New sign-in to your Steward account",
};
