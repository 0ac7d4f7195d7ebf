import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** They describe one connection, not the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** What a caller sends for us, or about itself, and what is set anew: the upstream never sees it. */
const NOT_FOR_UPSTREAM = new Set([
  ...HOP_BY_HOP,
  "accept-encoding",
  "authorization",
  "content-length",
  "cookie",
  "expect",
  "forwarded",
  "host",
  "via",
  "x-api-key",
  "x-claude-code-managed-settings-checksum",
  "x-goog-api-key",
  "x-real-ip",
]);
const NOT_FOR_UPSTREAM_PREFIXES = ["x-forwarded-", "x-steward-", "cf-"];

/** Everything of the upstream's answer that may go on; who it was, what quota it has and what stands in front of it may not. */
const FOR_CALLER = new Set([
  "cache-control",
  "content-encoding",
  "content-language",
  "content-length",
  "content-type",
  "retry-after",
  "x-should-retry",
]);
const UPSTREAM_IDENTITY = /^anthropic-(?:organization|ratelimit|priority|fast|workspace)/;

/** Header names that `Connection` itself lists are of that connection too. */
function listedIn(connection: string | undefined): Set<string> {
  return new Set(connection?.split(",").map((name) => name.trim().toLowerCase()) ?? []);
}

/** The caller's headers as they go to the upstream: without credentials, hops and addresses, and asking for plain bytes. */
export function upstreamHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const hops = listedIn(headers.connection);
  const result: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || NOT_FOR_UPSTREAM.has(name) || hops.has(name)) continue;
    if (NOT_FOR_UPSTREAM_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
    result[name] = value;
  }
  result["accept-encoding"] = "identity";
  return result;
}

/** The upstream's headers as they go to the caller. */
export function callerHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const result: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    const isVendors = name.startsWith("anthropic-") && !UPSTREAM_IDENTITY.test(name);
    if (value !== undefined && (isVendors || FOR_CALLER.has(name))) result[name] = value;
  }
  return result;
}
