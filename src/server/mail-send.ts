import { createElement, type ReactElement } from "react";
import { render } from "react-email";
import { Resend } from "resend";
import AccountExists from "../../emails/account-exists";
import NewDevice from "../../emails/new-device";
import PasswordChanged from "../../emails/password-changed";
import VerifyEmail from "../../emails/verify-email";
import { env } from "@/env";
import { now } from "./clock";
import { unseal } from "./crypto";
import { DomainError } from "./errors";
import { MAIL_PROPS, MAIL_SUBJECTS, type MailKind } from "./mail-kinds";
import { systemDb } from "./system-db";

const TEMPLATES: Record<MailKind, (props: unknown) => ReactElement> = {
  "account-exists": (props) => createElement(AccountExists, MAIL_PROPS["account-exists"].parse(props)),
  "verify-email": (props) => createElement(VerifyEmail, MAIL_PROPS["verify-email"].parse(props)),
  "password-changed": (props) => createElement(PasswordChanged, MAIL_PROPS["password-changed"].parse(props)),
  "new-device": (props) => createElement(NewDevice, MAIL_PROPS["new-device"].parse(props)),
};

/** The mail in both its forms. Everyone gets the text part; not every mail program shows the other. */
export async function renderMail(kind: MailKind, props: unknown): Promise<{ html: string; text: string }> {
  const element = TEMPLATES[kind](props);
  const [html, text] = await Promise.all([render(element), render(element, { plainText: true })]);
  return { html, text };
}

/**
 * Sends a queued mail through Resend, once: a repeated attempt carries the same `Idempotency-Key`, which Resend honours
 * for 24 hours, and a mail that was sent is left alone. Its contents are forgotten on success.
 *
 * @throws UNAVAILABLE when Resend does not take it; the job tries again.
 */
export async function sendMail(emailId: string): Promise<void> {
  const mail = await systemDb().emailOutbox.findUnique({ where: { id: emailId } });
  if (mail?.status !== "queued") return;
  const kind = mail.kind as MailKind;
  const props: unknown = JSON.parse(unseal("mail", mail.props, `${mail.id}/props`));
  const providerMessageId = await deliver({
    id: mail.id,
    to: unseal("mail", mail.recipient, `${mail.id}/recipient`),
    subject: MAIL_SUBJECTS[kind],
    ...(await renderMail(kind, props)),
  }).catch(async (error: unknown) => {
    const reason = error instanceof DomainError ? error.message : "Resend could not be reached.";
    await systemDb().emailOutbox.update({
      where: { id: mail.id },
      data: { attempts: { increment: 1 }, error: reason },
    });
    throw error;
  });
  await systemDb().emailOutbox.update({
    where: { id: mail.id },
    data: {
      status: "sent",
      sentAt: now(),
      providerMessageId,
      attempts: { increment: 1 },
      error: null,
      recipient: "",
      props: "",
    },
  });
}

/** Without a key there is only the stand-in, which wants some key as Resend does. */
const STAND_IN_KEY = "re_stand_in";

type Delivery = { id: string; to: string; subject: string; html: string; text: string };

async function deliver({ id, to, subject, html, text }: Delivery): Promise<string> {
  const resend = resendClient();
  const { data, error } = await resend.emails.send(
    // Without a reference of its own, Gmail folds mails with one subject into one conversation.
    { from: env.mailFrom, to, subject, html, text, headers: { "X-Entity-Ref-ID": id } },
    { idempotencyKey: `mail/${id}` },
  );
  // Resend's messages quote the recipient, so only the error's name is kept.
  if (error) throw new DomainError("UNAVAILABLE", `Resend answered ${error.name}.`, { cause: error });
  return data.id;
}

function resendClient(): Resend {
  const { resendApiKey, resendBaseUrl: baseUrl } = env;
  if (resendApiKey === undefined && baseUrl === undefined) {
    throw new DomainError("UNAVAILABLE", "No mail service is set up.", { remedy: "Set RESEND_API_KEY." });
  }
  return new Resend(resendApiKey ?? STAND_IN_KEY, baseUrl === undefined ? {} : { baseUrl });
}
