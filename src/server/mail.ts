import { z } from "zod";
import { newId } from "@/lib/ids";
import { seal } from "./crypto";
import type { Db } from "./db";
import { defineJob } from "./jobs";
import { MAIL_PROPS, type MailKind, type MailProps } from "./mail-kinds";
import { enqueue } from "./outbox";

export type Mail<Kind extends MailKind> = {
  kind: Kind;
  to: string;
  /** Whose mail it is; a person without an organization has none. */
  orgId: string | null;
  /** The same key is the same mail, for ever: `verify-email/<token id>`. Holds ids only, never a token. */
  dedupeKey: string;
  props: MailProps<Kind>;
};

/** Sends one queued mail. The code that renders and sends is loaded by the worker only. */
export const sendMailJob = defineJob({
  kind: "mail.send",
  input: z.strictObject({ emailId: z.uuid() }),
  retries: 8,
  run: async ({ emailId }) => {
    const { sendMail } = await import("./mail-send");
    await sendMail(emailId);
  },
});

/**
 * Queues a mail in the caller's transaction: it is sent once if that commits and never otherwise. Recipient and contents
 * are stored sealed, because mails carry links that let their reader in, and are forgotten once the mail is sent.
 */
export async function queueMail<Kind extends MailKind>(db: Db, mail: Mail<Kind>): Promise<void> {
  const id = newId();
  const props = MAIL_PROPS[mail.kind].parse(mail.props);
  const { count } = await db.emailOutbox.createMany({
    data: [
      {
        id,
        orgId: mail.orgId,
        kind: mail.kind,
        recipient: seal("mail", mail.to, `${id}/recipient`),
        props: seal("mail", JSON.stringify(props), `${id}/props`),
        dedupeKey: mail.dedupeKey,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 1) {
    await enqueue(db, sendMailJob, { emailId: id }, mail.orgId === null ? {} : { orgId: mail.orgId });
  }
}
