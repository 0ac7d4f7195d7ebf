/**
 * What a token may be good for. Every scope uses, reads or reports; none of them decides, grants, configures or mints:
 * those need a person's own web session, so a stolen token can never widen itself.
 */
export const TOKEN_SCOPES = [
  /** Call models through the gateway, and list them. */
  "models:call",
  /** Take the managed settings and everything `steward sync` brings. */
  "settings:read",
  /** Ask the gate whether an action is allowed. */
  "decisions:ask",
  /** Report what an agent did, and which settings it runs. */
  "activity:report",
  /** Read one's own spending and limits. */
  "usage:read",
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What the token inside a settings document may do: it lies in plain sight of every program on the machine. */
export const HOOK_SCOPES: readonly TokenScope[] = ["decisions:ask", "activity:report"];
