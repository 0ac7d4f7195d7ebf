import { z } from "zod";
import { type Identity, deviceHookToken } from "@/features/devices/server";
import { configVersion, loadGate } from "@/features/policies/server";
import { env } from "@/env";
import type { JsonObject } from "@/lib/json";
import { isJsonObject } from "@/lib/json";
import { now } from "@/server/clock";
import { DomainError } from "@/server/errors";
import { log } from "@/server/log";
import type { Change } from "@/server/notify";
import { systemQuery } from "@/server/system-command";
import { joiningOf } from "../claude-code-keys";
import { ConfigClient } from "../schemas";
import { HOOK_TOKEN_VARIABLE, compileClaudeCode } from "./clients/claude-code";
import { readPersonConfig } from "./internal/read-config";
import { recordServed } from "./internal/record-served";
import { checksumOf, resolve } from "./resolve";

/** The Claude Code gateway protocol's answer to `GET /managed/settings`. */
export type ManagedSettings = { uuid: string; checksum: string; settings: JsonObject };

type Person = Pick<Identity, "orgId" | "employeeId" | "deviceId">;

type Compiled = {
  configVersion: number;
  compiledAt: number;
  /** The document with a placeholder for the token: the same for all of a person's machines. */
  document: JsonObject;
  organization: { id: string; slug: string; name: string };
  isEnabled: boolean;
  /** By hook token; a person has few machines. */
  served: Map<string, ManagedSettings>;
};

/** What the operator's shelf changes is told by notice; should one be lost, this bounds how long it goes unseen. */
const MAX_AGE_MS = 60_000;
const MAX_CACHED = 20_000;
const PLACEHOLDER = `$${HOOK_TOKEN_VARIABLE}`;

const cache = new Map<string, Compiled>();

/**
 * The whole settings document of Claude Code for one person on one machine, from the resolved configuration and the
 * gate. `bearer` is the token of the request: a person without a device (an API token) has no hook token, and the hook
 * then uses that very token.
 *
 * Throws when anything it is made of cannot be read: there is no smaller document, and never an empty one. Each new
 * document is recorded before it is handed out.
 */
export async function managedSettings(person: Person, bearer: string): Promise<ManagedSettings> {
  const compiled = await compiledFor(person);
  const token = person.deviceId === null ? bearer : await hookTokenOf({ ...person, deviceId: person.deviceId });
  const known = compiled.served.get(token);
  if (known) return known;
  const settings = withToken(compiled.document, token);
  const served = { uuid: person.employeeId, checksum: checksumOf(settings), settings };
  compiled.served.set(token, served);
  return served;
}

/** The organization's names and whether the agent is on, as the sync document tells them. */
export async function servedContext(person: Person): Promise<Pick<Compiled, "organization" | "isEnabled">> {
  const { organization, isEnabled } = await compiledFor(person);
  return { organization, isEnabled };
}

/**
 * Forgets compiled documents: all of them without a notice, and with one those it may concern. What an organization
 * changes is noticed by its configuration version; the operator's shelf belongs to everybody.
 */
export function forgetSettings(change?: Change): void {
  if (change !== undefined && change.orgId !== null) return;
  cache.clear();
  tokens.clear();
}

async function compiledFor({ orgId, employeeId }: Person): Promise<Compiled> {
  const version = await configVersion(orgId);
  const known = cache.get(employeeId);
  const at = now().getTime();
  if (known?.configVersion === version && at - known.compiledAt < MAX_AGE_MS) return known;
  const found = await readForServing({ orgId, employeeId, client: "claude-code" });
  const resolved = resolve({ levels: found.levels, prompts: found.prompts, joining: joiningOf });
  const document = compileClaudeCode({
    resolved,
    gate: await loadGate(orgId, employeeId),
    gatewayUrl: env.stewardGatewayUrl,
    hookToken: PLACEHOLDER,
    maxOutputTokens: found.organization.maxOutputTokens,
    knownModels: found.knownModels,
  });
  await record({ orgId, employeeId, document });
  const { id, slug, name, configVersion: readVersion } = found.organization;
  const compiled: Compiled = {
    configVersion: Math.min(version, readVersion),
    compiledAt: at,
    document,
    organization: { id, slug, name },
    isEnabled: resolved.isEnabled,
    served: new Map(),
  };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(employeeId, compiled);
  return compiled;
}

const readForServing = systemQuery({
  input: z.strictObject({ orgId: z.uuid(), employeeId: z.uuid(), client: ConfigClient }),
  run: ({ db, input }) => readPersonConfig(db, input),
});

/** A client that gets no settings does not start, so a record that cannot be written does not keep them back. */
async function record(served: { orgId: string; employeeId: string; document: JsonObject }): Promise<void> {
  try {
    await recordServed({ ...served, hash: checksumOf(served.document) });
  } catch (error) {
    if (error instanceof DomainError && error.code === "INVALID") throw error;
    log().error({ err: error, employeeId: served.employeeId }, "what was served could not be recorded");
  }
}

const tokens = new Map<string, string>();

/** A device's token follows from the device and the root secret, so it is asked for once. */
async function hookTokenOf({ orgId, deviceId }: { orgId: string; deviceId: string }): Promise<string> {
  const known = tokens.get(deviceId);
  if (known !== undefined) return known;
  const token = await deviceHookToken({ orgId, deviceId });
  if (tokens.size >= MAX_CACHED) tokens.clear();
  tokens.set(deviceId, token);
  return token;
}

function withToken(document: JsonObject, token: string): JsonObject {
  const variables = isJsonObject(document.env) ? document.env : {};
  return { ...document, env: { ...variables, [HOOK_TOKEN_VARIABLE]: token } };
}
