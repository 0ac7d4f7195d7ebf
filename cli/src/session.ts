import path from "node:path";
import { z } from "zod";
import { discoverGateway, type Gateway, originOf } from "./gateway/discover";
import { refreshTokens } from "./gateway/sign-in";
import { CliError, UsageError } from "./errors";
import { readJsonObject, removeFile, writeAtomically } from "./files";
import type { Machine } from "./machine/machine";

/** Our own sign-in as it lies on disk, readable by its owner only. */
const StoredSession = z.object({
  version: z.literal(1),
  gatewayUrl: z.url(),
  tokenEndpoint: z.url(),
  revocationEndpoint: z.url(),
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  email: z.string().nullable(),
});
export type StoredSession = z.output<typeof StoredSession>;

const REFRESH_BEFORE_MS = 5 * 60_000;

export function sessionFile(machine: Machine): string {
  return path.join(machine.configDir, "session.json");
}

export function readSession(machine: Machine): StoredSession | null {
  const file = sessionFile(machine);
  const stored = readJsonObject(file);
  if (stored === null) return null;
  const parsed = StoredSession.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new CliError(`${file} was not written by this version of Steward.`, {
    code: "BROKEN_FILE",
    remedy: "Run `steward login` to sign in again.",
    cause: parsed.error,
  });
}

export function writeSession(machine: Machine, session: StoredSession): void {
  const text = `${JSON.stringify(session, null, 2)}\n`;
  const { owner } = machine;
  writeAtomically(sessionFile(machine), text, { mode: 0o600, isSecret: true, owner, links: "refuse" });
}

export function removeSession(machine: Machine): void {
  removeFile(sessionFile(machine));
}

export type NewTokens = {
  access_token: string;
  expires_in: number;
  refresh_token?: string | undefined;
  email?: string | undefined;
};

export function newSession(gateway: Gateway, tokens: NewTokens): StoredSession {
  return {
    version: 1,
    gatewayUrl: gateway.url,
    tokenEndpoint: gateway.tokenEndpoint,
    revocationEndpoint: gateway.revocationEndpoint,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? null,
    expiresAt: new Date(Date.now() + tokens.expires_in * 1000).toISOString(),
    email: tokens.email ?? null,
  };
}

export type CurrentAccess = { gatewayUrl: string; token: string; expiresAt: string | null };

/** A token that is good for some minutes, and where. STEWARD_TOKEN goes before a sign-in: a machine has no browser. */
export async function currentAccess(machine: Machine): Promise<CurrentAccess> {
  const given = tokenFromEnv(machine);
  if (given) return { gatewayUrl: (await discoverGateway(given.origin)).url, token: given.token, expiresAt: null };
  const session = await freshSession(machine);
  return { gatewayUrl: session.gatewayUrl, token: session.accessToken, expiresAt: session.expiresAt };
}

/** What a machine without a browser was given; null when it has to sign in. Throws without the address it is good for. */
export function tokenFromEnv({ env }: Machine): { origin: string; token: string } | null {
  const token = env["STEWARD_TOKEN"];
  if (token === undefined || token === "") return null;
  const url = env["STEWARD_URL"];
  if (url !== undefined && url !== "") return { origin: originOf(url), token };
  throw new UsageError(
    "STEWARD_TOKEN is set and STEWARD_URL is not.",
    "Set it to the address of your company's Steward.",
  );
}

/**
 * The stored sign-in, refreshed when it ends soon. Two commands may refresh at once: the gateway gives the same successor
 * to a device that repeats itself within a minute, so no lock is needed.
 */
export async function freshSession(machine: Machine): Promise<StoredSession> {
  const session = readSession(machine);
  if (session === null) throw notSignedIn();
  if (Date.parse(session.expiresAt) - Date.now() > REFRESH_BEFORE_MS || session.refreshToken === null) return session;
  const tokens = await refreshTokens(session.tokenEndpoint, session.refreshToken);
  const next: StoredSession = {
    ...session,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? session.refreshToken,
    expiresAt: new Date(Date.now() + tokens.expires_in * 1000).toISOString(),
  };
  writeSession(machine, next);
  return next;
}

export function notSignedIn(): CliError {
  return new CliError("This device is not signed in.", { code: "NOT_SIGNED_IN", remedy: "Run `steward login`." });
}
