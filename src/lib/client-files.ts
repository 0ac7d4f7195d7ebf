import { isJsonObject, type Json, type JsonObject } from "./json";

/** Pure rules for files that belong to an agent program and its person, and that we only add to. */

/** Writes a key as data: `__proto__` in a file is a name like any other, never a prototype. */
function put(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function at(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** `file` with our keys set. Objects merge deeply; every key we do not name stays as it was, where it was. */
export function mergeKeys(file: JsonObject, ours: JsonObject): JsonObject {
  const merged: JsonObject = {};
  for (const [key, value] of Object.entries(file)) put(merged, key, value);
  for (const [key, value] of Object.entries(ours)) {
    const before = at(file, key);
    put(merged, key, isJsonObject(before) && isJsonObject(value) ? mergeKeys(before, value) : value);
  }
  return merged;
}

/** `file` without our keys, where they still have our values; what the person changed since then is theirs and stays. */
export function withoutKeys(file: JsonObject, ours: JsonObject): JsonObject {
  const left: JsonObject = {};
  for (const [key, value] of Object.entries(file)) {
    const mine = at(ours, key);
    if (mine === undefined) put(left, key, value);
    else if (isJsonObject(value) && isJsonObject(mine)) {
      const inner = withoutKeys(value, mine);
      if (Object.keys(inner).length > 0) put(left, key, inner);
    } else if (JSON.stringify(value) !== JSON.stringify(mine)) put(left, key, value);
  }
  return left;
}

/** The two keys that send Claude Code to a gateway, the only ones we write into a person's own settings. */
export const USER_SETTINGS_KEYS = ["forceLoginMethod", "forceLoginGatewayUrl"] as const;

export function onlyUserSettings(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    USER_SETTINGS_KEYS.flatMap((key) => {
      const value = at(settings, key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

export type ClaudeSignIn = {
  gatewayUrl: string;
  /** SHA-256 of the gateway's certificate in hex, or `http-loopback` where there is none. */
  fingerprint: string;
  accessToken: string;
  refreshToken: string | null;
  expiresAtMs: number;
  tokenEndpoint: string;
  revocationEndpoint: string;
  email: string | null;
};

/** Claude Code's credentials file with a gateway sign-in as the client itself stores one; other sign-ins in it stay. */
export function withClaudeSignIn(credentials: JsonObject, signIn: ClaudeSignIn): JsonObject {
  const host = gatewayHost(signIn.gatewayUrl);
  const { enterpriseGateway: _, ...others } = credentials;
  return {
    ...mergeKeys(others, { gatewayTrust: { [host]: signIn.fingerprint } }),
    enterpriseGateway: {
      url: signIn.gatewayUrl,
      jwt: signIn.accessToken,
      expiresAt: signIn.expiresAtMs,
      tokenEndpoint: signIn.tokenEndpoint,
      revocationEndpoint: signIn.revocationEndpoint,
      ...(signIn.refreshToken !== null && { idpRefreshToken: signIn.refreshToken }),
      ...(signIn.email !== null && { email: signIn.email }),
    },
  };
}

/** The same file without the sign-in at this gateway; a sign-in at another one is not ours to end. */
export function withoutClaudeSignIn(credentials: JsonObject, gatewayUrl: string): JsonObject {
  const gateway = at(credentials, "enterpriseGateway");
  if (!isJsonObject(gateway) || gateway["url"] !== gatewayUrl) return credentials;
  const { enterpriseGateway: _, ...others } = credentials;
  const trust = at(others, "gatewayTrust");
  if (!isJsonObject(trust)) return others;
  const { [gatewayHost(gatewayUrl)]: __, ...left } = trust;
  if (Object.keys(left).length > 0) return { ...others, gatewayTrust: left };
  const { gatewayTrust: ___, ...rest } = others;
  return rest;
}

/** The client's name for a gateway in its list of trusted ones: no port, no brackets. */
function gatewayHost(gatewayUrl: string): string {
  return new URL(gatewayUrl).hostname.replace(/^\[|\]$/g, "");
}

/** Managed files as the client joins them, in the order given: scalars of later ones win, lists unite, objects merge. */
export function joinManaged(documents: readonly JsonObject[]): JsonObject {
  return documents.reduce<JsonObject>((joined, document) => joinTwo(joined, document), {});
}

function joinTwo(left: JsonObject, right: JsonObject): JsonObject {
  const joined = mergeKeys(left, {});
  for (const [key, value] of Object.entries(right)) {
    const before = at(joined, key);
    if (isJsonObject(before) && isJsonObject(value)) put(joined, key, joinTwo(before, value));
    else if (Array.isArray(before) && Array.isArray(value)) put(joined, key, union(before, value));
    else put(joined, key, value);
  }
  return joined;
}

function union(left: Json[], right: Json[]): Json[] {
  const known = new Set(left.map((item) => JSON.stringify(item)));
  return [...left, ...right.filter((item) => !known.has(JSON.stringify(item)))];
}

/**
 * What a machine's own managed file may hold to restrict its agent. Remote settings replace that file wholly, so these
 * are handed to the gateway first. What runs programs or carries secrets (`env`, helpers, headers) is never sent.
 */
const RESTRICTING = [
  ...["permissions.deny", "permissions.ask", "permissions.disableBypassPermissionsMode", "permissions.defaultMode"],
  ...["availableModels", "enforceAvailableModels", "deniedModels", "disableAutoMode", "requiredMinimumVersion"],
  ...["allowedMcpServers", "deniedMcpServers", "allowManagedMcpServersOnly", "allowManagedHooksOnly"],
  ...["allowManagedPermissionRulesOnly", "allowedHttpHookUrls", "strictKnownMarketplaces", "blockedMarketplaces"],
  ...["sandbox"],
] as const;

/** Those of its restrictions that no gateway takes over: the person is told that they end. */
const UNTAKEN = ["hooks", "policyHelper", "policyHelpers"] as const;

export type Restrictions = {
  settings: JsonObject;
  /** Paths of `settings`, such as `permissions.deny`. */
  paths: string[];
  /** Restrictions that cannot be handed over, such as hooks that run a program. */
  untaken: string[];
};

export function restrictionsOf(managed: JsonObject): Restrictions {
  const found = RESTRICTING.flatMap((name) => {
    const [key = "", inner] = name.split(".");
    const outer = at(managed, key);
    const value = inner === undefined ? outer : isJsonObject(outer) ? at(outer, inner) : undefined;
    return value === undefined ? [] : [{ name, patch: { [key]: inner === undefined ? value : { [inner]: value } } }];
  });
  return {
    settings: found.reduce<JsonObject>((settings, { patch }) => mergeKeys(settings, patch), {}),
    paths: found.map(({ name }) => name),
    untaken: UNTAKEN.filter((key) => at(managed, key) !== undefined),
  };
}
