import { env } from "@/env";
import { newId } from "@/lib/ids";
import type { RequestInfo } from "./access";
import { DomainError, HTTP_STATUS } from "./errors";
import { log } from "./log";

/**
 * The address a request came from. Without a proxy (`STEWARD_TRUSTED_PROXIES=0`) that is whoever is connected, whatever
 * the headers say; each proxy of ours adds one address to `forwarded`, and beyond those it is nothing but a claim.
 *
 * @param forwarded `x-forwarded-for`, the far end first.
 * @param socketAddress who is connected; the web's listener has written it into `forwarded` already.
 */
export function clientAddress(
  forwarded: string | null | undefined,
  socketAddress?: string,
  trustedProxies: number = env.stewardTrustedProxies,
): string | null {
  const chain = `${forwarded ?? ""},${socketAddress ?? ""}`
    .split(",")
    // One spelling for one address: a socket that takes both kinds writes IPv4 as `::ffff:192.0.2.1`.
    .map((address) => address.trim().replace(/^::ffff:(?=\d+\.)/, ""))
    .filter((address) => address !== "");
  return chain.at(-1 - trustedProxies) ?? chain[0] ?? null;
}

/** What a request's headers tell: our id for it, the address, the program. */
export function requestInfo(headers: Headers, socketAddress?: string): RequestInfo {
  return {
    id: newId(),
    ip: clientAddress(headers.get("x-forwarded-for"), socketAddress),
    userAgent: headers.get("user-agent")?.slice(0, 500) ?? null,
  };
}

/** Reads a JSON body of limited size. Throws INVALID for what is no JSON and LIMIT_EXCEEDED for what is too large. */
export async function readJson(request: Request, limits: { maxBytes: number }): Promise<unknown> {
  const text = await readText(request, limits);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DomainError("INVALID", "The body is not valid JSON.", { remedy: "Send one JSON document.", cause });
  }
}

/** Reads a text body of limited size, stopping at the limit rather than after it. */
export async function readText(request: Request, { maxBytes }: { maxBytes: number }): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new DomainError("LIMIT_EXCEEDED", `The body is larger than ${String(maxBytes)} bytes.`, {
        remedy: "Send less at a time.",
      });
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export type Problem = {
  status: number;
  headers: Record<string, string>;
  body: { error: { code: string; message: string; field?: string; remedy?: string; request_id: string } };
};

/** The one mapping of failures to our HTTP envelope. What is no domain error is logged whole and answered without detail. */
export function problem(error: unknown, requestId: string): Problem {
  if (!(error instanceof DomainError)) {
    log().error({ err: error, requestId }, "unexpected failure");
    const message = "Something went wrong on our side.";
    const remedy = "Try again; if it stays, tell your administrator the request id.";
    return { status: 500, headers: {}, body: { error: { code: "INTERNAL", message, remedy, request_id: requestId } } };
  }
  const { code, message, field, remedy, retryAfterSeconds } = error;
  return {
    status: HTTP_STATUS[code],
    headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
    body: {
      error: {
        code,
        message,
        ...(field !== undefined && { field }),
        ...(remedy !== undefined && { remedy }),
        request_id: requestId,
      },
    },
  };
}
