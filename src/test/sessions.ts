import { encode } from "next-auth/jwt";
import { env } from "@/env";
import { systemDb } from "@/server/system-db";
import { unseal } from "@/server/crypto";
import { type SessionClaims, sessionCookieName } from "@/server/session-cookie";

/** The headers of a browser that holds this session, sealed as next-auth seals it. */
export async function browserWith({ sid, key }: SessionClaims, headers: Record<string, string> = {}): Promise<Headers> {
  const token = await encode({ token: { sid, key }, secret: env.stewardSecret });
  return new Headers({ cookie: `theme=dark; ${sessionCookieName()}=${token}`, ...headers });
}

/** The mails queued for an address, oldest first, opened. */
export async function mailsTo(address: string): Promise<{ kind: string; props: Record<string, unknown> }[]> {
  const mails = await systemDb().emailOutbox.findMany({ orderBy: { id: "asc" } });
  return mails
    .filter(({ id, recipient }) => unseal("mail", recipient, `${id}/recipient`) === address)
    .map(({ id, kind, props }) => ({
      kind,
      props: JSON.parse(unseal("mail", props, `${id}/props`)) as Record<string, unknown>,
    }));
}

/** The newest confirmation link's token. */
export async function verificationToken(address: string): Promise<string> {
  const mail = (await mailsTo(address)).findLast(({ kind }) => kind === "verify-email");
  return new URL(String(mail?.props.verifyUrl)).searchParams.get("token") ?? "";
}
