import type { IncomingHttpHeaders } from "node:http";

/** The program that calls, as it names itself: what is said here is noted and estimated by, never trusted. */
export type Client = {
  name: string | null;
  version: string | null;
  sessionId: string | null;
  settingsChecksum: string | null;
};

const PRODUCT = /^([A-Za-z][\w.-]{0,60})\/([\w.+-]{1,40})/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Programs that call themselves by another name than the catalog does. */
const KEYS: Record<string, string> = { "claude-cli": "claude-code" };

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Reads the program's name and version from its user agent, and the agent's session from Claude Code's own header. */
export function clientOf(headers: IncomingHttpHeaders): Client {
  const [, product, version] = PRODUCT.exec(headers["user-agent"] ?? "") ?? [];
  const name = product?.toLowerCase() ?? null;
  const session = one(headers["x-claude-code-session-id"]);
  return {
    name: name === null ? null : (KEYS[name] ?? name),
    version: version ?? null,
    sessionId: session !== null && UUID.test(session) ? session : null,
    settingsChecksum: one(headers["x-claude-code-managed-settings-checksum"]),
  };
}
