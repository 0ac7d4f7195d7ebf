import { setTimeout as sleep } from "node:timers/promises";
import {
  DeviceAuthorizationAnswer,
  type DeviceAuthorizationForm,
  OAuthRefusal,
  TokenAnswer,
} from "@/contracts/device-sign-in";
import { CliError } from "../errors";
import type { Gateway } from "./discover";
import { call, expectBody, refusal } from "./http";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const SLOW_DOWN_SECONDS = 5;

/** Opens a sign-in: the answer holds the code that a person confirms in the browser. */
export async function openSignIn(gateway: Gateway, form: DeviceAuthorizationForm): Promise<DeviceAuthorizationAnswer> {
  const fields = Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  return expectBody(
    await call(gateway.deviceAuthorizationEndpoint, { method: "POST", form: fields }),
    DeviceAuthorizationAnswer,
  );
}

/** Asks until somebody has decided, at the pace the gateway sets. A gateway that is away for a moment is asked again. */
export async function awaitApproval(gateway: Gateway, opened: DeviceAuthorizationAnswer): Promise<TokenAnswer> {
  const deadline = Date.now() + opened.expires_in * 1000;
  let intervalSeconds = opened.interval;
  while (Date.now() < deadline) {
    await sleep(intervalSeconds * 1000);
    const form = { grant_type: DEVICE_GRANT, device_code: opened.device_code };
    const answer = await call(gateway.tokenEndpoint, { method: "POST", form }).catch((error: unknown) => {
      if (error instanceof CliError && error.code === "UNREACHABLE") return null;
      throw error;
    });
    if (answer === null || answer.status >= 500) continue;
    if (answer.status === 200) return expectBody(answer, TokenAnswer);
    const refused = OAuthRefusal.safeParse(answer.body);
    const error = refused.success ? refused.data.error : "";
    if (error === "slow_down") intervalSeconds += SLOW_DOWN_SECONDS;
    else if (error === "access_denied") throw denied();
    else if (error === "expired_token") break;
    else if (error !== "authorization_pending") throw refusal(answer);
  }
  throw new CliError("The code expired before anyone approved it.", {
    code: "EXPIRED",
    remedy: "Run `steward login` again.",
  });
}

function denied(): CliError {
  return new CliError("The sign-in was denied in the browser.", {
    code: "DENIED",
    remedy: "If you did not mean to deny it, run `steward login` again.",
  });
}

/** The next token pair. SIGNED_OUT means that the device or the person was cut off, or the sign-in grew too old. */
export async function refreshTokens(tokenEndpoint: string, refreshToken: string): Promise<TokenAnswer> {
  const form = { grant_type: "refresh_token", refresh_token: refreshToken };
  const answer = await call(tokenEndpoint, { method: "POST", form });
  const refused = OAuthRefusal.safeParse(answer.body);
  if (answer.status !== 200 && refused.success && refused.data.error === "invalid_grant") throw signedOut();
  return expectBody(answer, TokenAnswer);
}

export function signedOut(): CliError {
  return new CliError("This device is signed out: the sign-in was ended, or it expired.", {
    code: "SIGNED_OUT",
    remedy: "Run `steward login`. If that is refused, ask your administrator whether your access was ended.",
  });
}

/** Ends a token and all that came from the same sign-in (RFC 7009). */
export async function revokeToken(revocationEndpoint: string, token: string): Promise<void> {
  const answer = await call(revocationEndpoint, { method: "POST", form: { token } });
  if (answer.status !== 200) throw refusal(answer);
}
