import { z } from "zod";
import { isSealedWithCurrentKey, seal, unseal } from "./crypto";
import { systemCommand } from "./system-command";

/**
 * Seals what is still to be sent anew with the present root secret: `admin -- keys rotate`. Sent mails have no contents any
 * more. Belongs to no organization's log: a mail says nothing that its own entry does not.
 */
export const resealMails = systemCommand({
  name: "key.rotate",
  input: z.strictObject({}),
  async run({ db }) {
    const waiting = await db.emailOutbox.findMany({
      where: { recipient: { not: "" } },
      select: { id: true, recipient: true, props: true },
    });
    const old = waiting.filter((mail) => !isSealedWithCurrentKey("mail", mail.recipient));
    for (const { id, recipient, props } of old) {
      const data = {
        recipient: seal("mail", unseal("mail", recipient, `${id}/recipient`), `${id}/recipient`),
        props: seal("mail", unseal("mail", props, `${id}/props`), `${id}/props`),
      };
      await db.emailOutbox.update({ where: { id }, data });
    }
    return { result: old.length, audit: null };
  },
});
