import { z } from "zod";

/**
 * Signing a device in (RFC 8628) as our own programs see it: the form that opens it, and what the gateway answers.
 * Claude Code's own sign-in sends `surface=claude_code` and nothing else, and gets the plain pair; `steward login` sends
 * `surface=steward_cli` with the machine's facts and gets two pairs in one approval: its own, and Claude Code's.
 */

const Fact = z.string().trim().max(200);

/** `POST /oauth/device_authorization`, form-encoded. Everything but the surface is a claim, shown to who approves. */
export const DeviceAuthorizationForm = z.object({
  surface: z.enum(["claude_code", "steward_cli"]).catch("claude_code"),
  device_name: Fact.optional(),
  hostname: Fact.optional(),
  os: Fact.optional(),
  /** The version of the program that signs in. */
  client_version: Fact.optional(),
  /** The agent programs on the machine: JSON, `[{"name":"claude-code","version":"2.1.330"}]`. */
  clients: z.string().max(8_000).optional(),
});
export type DeviceAuthorizationForm = z.input<typeof DeviceAuthorizationForm>;

export const DeviceAuthorizationAnswer = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url(),
  verification_uri_complete: z.url().optional(),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
});
export type DeviceAuthorizationAnswer = z.output<typeof DeviceAuthorizationAnswer>;

const TokenPair = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

/** `POST /oauth/token`. `claude_code` comes only with the first answer to `steward_cli`, never with a refresh. */
export const TokenAnswer = TokenPair.extend({
  token_type: z.string(),
  email: z.string().optional(),
  claude_code: TokenPair.optional(),
});
export type TokenAnswer = z.output<typeof TokenAnswer>;

/** RFC 6749, 5.2. `authorization_pending` and `slow_down` mean: ask again later. `invalid_grant`: sign in anew. */
export const OAuthRefusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** Discovery (RFC 8414): the endpoints lie on the gateway's own origin. */
export const GatewayDiscovery = z.object({
  issuer: z.url(),
  device_authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.url(),
});
export type GatewayDiscovery = z.output<typeof GatewayDiscovery>;

/** `GET {web}/.well-known/steward`: where the gateway is, so that people may give either origin. */
export const StewardDiscovery = z.object({ gateway: z.url(), version: z.string() });
export type StewardDiscovery = z.output<typeof StewardDiscovery>;
