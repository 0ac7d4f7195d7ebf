import { z } from "zod";
import { env } from "@/env";
import { bootPlan } from "./boot";
import { DomainError } from "./errors";

const Listed = z.object({ data: z.array(z.object({ id: z.string() })) });
const Mail = z.object({
  id: z.string(),
  to: z.array(z.string()),
  from: z.string(),
  subject: z.string(),
  created_at: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
});
export type StandInMail = z.output<typeof Mail>;

/** How many of the newest mails are shown. */
const SHOWN = 50;

/**
 * The mails that the stand-in kept instead of sending, the newest first.
 *
 * @throws NOT_FOUND where mail is really sent, or where others could reach this machine; UNAVAILABLE when the stand-in
 * does not answer.
 */
export async function listStandInMails(): Promise<StandInMail[]> {
  if (!bootPlan(env).outbox || env.resendBaseUrl === undefined)
    throw new DomainError("NOT_FOUND", "There is no outbox here.");
  const { data } = Listed.parse(await ask(`/emails?limit=${String(SHOWN)}`));
  return Promise.all(data.map(async ({ id }) => Mail.parse(await ask(`/emails/${id}`))));
}

async function ask(path: string): Promise<unknown> {
  try {
    const response = await fetch(`${env.resendBaseUrl ?? ""}${path}`, {
      headers: { authorization: "Bearer re_stand_in" },
      signal: AbortSignal.timeout(3_000),
    });
    return await response.json();
  } catch (cause) {
    throw new DomainError("UNAVAILABLE", "The stand-in for mail does not answer.", {
      remedy: "Restart Steward.",
      cause,
    });
  }
}
