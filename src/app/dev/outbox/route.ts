import { redirect } from "next/navigation";
import { actorFromSession } from "@/features/sessions/server";
import { requirePermission } from "@/server/access";
import { DomainError } from "@/server/errors";
import { problem, requestInfo } from "@/server/http";
import { listStandInMails } from "@/server/stand-in-mails";
import { outboxPage } from "./outbox-page";

const OPERATOR = "steward";
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** The mails that were kept instead of sent, for the operator; as JSON with `?format=json`. Nowhere else than on a sheltered machine. */
export async function GET(request: Request): Promise<Response> {
  const isJson = new URL(request.url).searchParams.get("format") === "json";
  try {
    const mails = await readableMails(request.headers);
    return isJson ? Response.json({ mails }) : new Response(outboxPage(mails), { headers: HEADERS });
  } catch (error) {
    if (!isJson && error instanceof DomainError && error.code === "UNAUTHENTICATED")
      redirect("/login?next=/dev/outbox");
    const { status, body } = problem(error, requestInfo(request.headers).id);
    return Response.json(body, { status });
  }
}

/** Asks for the mails only after asking who wants them, and says of both alike that they are not there. */
async function readableMails(headers: Headers): ReturnType<typeof listStandInMails> {
  const actor = await actorFromSession(headers, OPERATOR);
  requirePermission(actor, "platform:manage");
  return listStandInMails();
}
