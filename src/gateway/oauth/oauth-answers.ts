import type { Context } from "hono";
import type { OAuthRefusal, SignedInDevice, TokenPair } from "@/features/devices/server";
import { DomainError } from "@/server/errors";
import { log } from "@/server/log";
import type { GatewayEnv } from "../context";

/** Answers that carry tokens or codes must not be kept by anything in between (RFC 6749, 5.1). */
export const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" } as const;

/** A pair as RFC 6749 (5.1) writes it. The e-mail is what the client shows its person for confirmation. */
export function pairBody(pair: TokenPair, email: string) {
  return {
    access_token: pair.accessToken,
    token_type: "Bearer",
    expires_in: pair.expiresInSeconds,
    refresh_token: pair.refreshToken,
    email,
  };
}

/** The answer to a first exchange: the CLI also gets the pair it writes into Claude Code's own credentials. */
export function signedInBody({ pair, claudeCode, email, deviceId }: SignedInDevice) {
  return {
    ...pairBody(pair, email),
    device_id: deviceId,
    ...(claudeCode && { claude_code: pairBody(claudeCode, email) }),
  };
}

/** 400 for what goes on or was answered; 401 for an ended grant, upon which the client asks its person to sign in anew. */
export function refusalAnswer(
  c: Context<GatewayEnv>,
  { refused, description }: OAuthRefusal,
  grant: "device" | "refresh",
) {
  const status = grant === "refresh" && refused === "invalid_grant" ? 401 : 400;
  return c.json({ error: refused, error_description: description }, status, NO_STORE);
}

/** A failure on the OAuth paths, in OAuth's envelope. Nothing here may read as `invalid_grant`: that signs a person out. */
export function failureAnswer(c: Context<GatewayEnv>, error: unknown) {
  const domain = error instanceof DomainError ? error : null;
  if (domain?.code === "INVALID") {
    return c.json({ error: "invalid_request", error_description: domain.message }, 400, NO_STORE);
  }
  if (domain?.code === "LIMIT_EXCEEDED") {
    return c.json({ error: "invalid_request", error_description: domain.message }, 413, NO_STORE);
  }
  if (domain?.code === "RATE_LIMITED") {
    const headers = { ...NO_STORE, "retry-after": String(domain.retryAfterSeconds ?? 60) };
    return c.json({ error: "slow_down", error_description: domain.message }, 429, headers);
  }
  if (domain?.code !== "UNAVAILABLE") log().error({ err: error, requestId: c.var.request.id }, "sign-in failed");
  const body = { error: "temporarily_unavailable", error_description: "Steward cannot answer right now. Try again." };
  return c.json(body, 503, { ...NO_STORE, "retry-after": "5" });
}
