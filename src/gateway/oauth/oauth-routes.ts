import { z } from "zod";
import { DeviceAuthorizationForm } from "@/contracts/device-sign-in";
import { env } from "@/env";
import { DeviceClients, formatUserCode } from "@/features/devices";
import {
  CODE_SECONDS,
  POLL_SECONDS,
  exchangeCode,
  refreshPair,
  signOutDevice,
  startAuthorization,
} from "@/features/devices/server";
import { newRoutes } from "../context";
import { parseJson, readForm } from "./form";
import { NO_STORE, failureAnswer, pairBody, refusalAnswer, signedInBody } from "./oauth-answers";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** Shown by Claude Code before the browser opens; at most 500 characters, says the protocol. */
const LOGIN_NOTICE =
  "Your organization's rules apply once you sign in: Steward decides which models and tools this machine's agents may " +
  "use, and records who used what, when and what it cost. Approve with your work account, and only if you started this.";

const TokenForm = z.object({
  grant_type: z.string().max(100).optional(),
  device_code: z.string().min(1).max(200).optional(),
  refresh_token: z.string().min(1).max(200).optional(),
});

/**
 * Signing machines in: discovery (RFC 8414), the device flow (RFC 8628), refresh (RFC 6749, 6) and sign-out (RFC 7009),
 * as Claude Code's gateway protocol wants them; `steward login` uses the same with `surface=steward_cli`. The only page
 * of the flow is the web's `/device`: nothing here approves anything.
 */
export const oauthRoutes = newRoutes()
  .get("/.well-known/oauth-authorization-server", (c) => {
    const issuer = env.stewardGatewayUrl;
    return c.json({
      issuer,
      device_authorization_endpoint: `${issuer}/oauth/device_authorization`,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      grant_types_supported: [DEVICE_GRANT, "refresh_token"],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ["none"],
      revocation_endpoint_auth_methods_supported: ["none"],
    });
  })
  .post("/oauth/device_authorization", async (c) => {
    const form = DeviceAuthorizationForm.safeParse(await readForm(c.req.raw));
    const facts = form.success ? form.data : DeviceAuthorizationForm.parse({});
    const clients = DeviceClients.safeParse(parseJson(facts.clients));
    const { deviceCode, userCode } = await startAuthorization(c.var.request, {
      surface: facts.surface,
      deviceName: facts.device_name,
      hostname: facts.hostname,
      os: facts.os,
      clientVersion: facts.client_version,
      clients: clients.success ? clients.data : [],
    });
    const code = formatUserCode(userCode);
    const body = {
      device_code: deviceCode,
      user_code: code,
      verification_uri: `${env.stewardUrl}/device`,
      verification_uri_complete: `${env.stewardUrl}/device?code=${code}`,
      expires_in: CODE_SECONDS,
      interval: POLL_SECONDS,
      login_notice: LOGIN_NOTICE,
    };
    return c.json(body, 200, NO_STORE);
  })
  .post("/oauth/token", async (c) => {
    const form = TokenForm.safeParse(await readForm(c.req.raw));
    const { grant_type: grant, device_code: deviceCode, refresh_token: refreshToken } = form.data ?? {};
    if (grant === DEVICE_GRANT && deviceCode !== undefined) {
      const outcome = await exchangeCode(c.var.request, { deviceCode });
      return "refused" in outcome ? refusalAnswer(c, outcome, "device") : c.json(signedInBody(outcome), 200, NO_STORE);
    }
    if (grant === "refresh_token" && refreshToken !== undefined) {
      const outcome = await refreshPair(c.var.request, { refreshToken });
      if ("refused" in outcome) return refusalAnswer(c, outcome, "refresh");
      return c.json(pairBody(outcome.pair, outcome.email), 200, NO_STORE);
    }
    const isKnown = grant === DEVICE_GRANT || grant === "refresh_token";
    const error = isKnown ? "invalid_request" : "unsupported_grant_type";
    const description = isKnown
      ? `The grant ${grant} needs ${grant === DEVICE_GRANT ? "device_code" : "refresh_token"}.`
      : `Only ${DEVICE_GRANT} and refresh_token are answered here.`;
    return c.json({ error, error_description: description }, 400, NO_STORE);
  })
  .post("/oauth/revoke", async (c) => {
    const { token } = await readForm(c.req.raw);
    if (token !== undefined && token !== "") await signOutDevice(c.var.request, { token: token.slice(0, 200) });
    return c.body(null, 200, NO_STORE);
  });

oauthRoutes.onError((error, c) => failureAnswer(c, error));
