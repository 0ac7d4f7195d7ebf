import { expect, test } from "vitest";
import { callerHeaders, upstreamHeaders } from "./headers";

test("the caller's credentials, addresses and hops never reach the upstream; its features do", () => {
  const sent = upstreamHeaders({
    authorization: "Bearer sta_secret",
    "x-api-key": "stw_secret",
    "x-goog-api-key": "secret",
    cookie: "a=b",
    host: "gateway.example",
    connection: "keep-alive, x-odd-hop",
    "x-odd-hop": "1",
    "transfer-encoding": "chunked",
    "x-forwarded-for": "10.0.0.1",
    "content-length": "12",
    "accept-encoding": "gzip, br",
    "x-claude-code-managed-settings-checksum": "sha256:0",
    "anthropic-beta": "a,b",
    "anthropic-version": "2023-06-01",
    "x-stainless-os": "Linux",
    "user-agent": "claude-cli/2.1.330",
  });

  expect(sent).toEqual({
    "accept-encoding": "identity",
    "anthropic-beta": "a,b",
    "anthropic-version": "2023-06-01",
    "x-stainless-os": "Linux",
    "user-agent": "claude-cli/2.1.330",
  });
});

test("who the upstream is, what quota it has and what stands before it never reach the caller", () => {
  const told = callerHeaders({
    "content-type": "text/event-stream",
    "retry-after": "3",
    "anthropic-organization-id": "org-1",
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-unified-status": "allowed",
    "anthropic-something-new": "kept",
    "request-id": "req_upstream",
    "cf-ray": "1",
    server: "cloudflare",
    via: "1.1 google",
    "set-cookie": ["a=b"],
    connection: "keep-alive",
  });

  expect(told).toEqual({ "content-type": "text/event-stream", "retry-after": "3", "anthropic-something-new": "kept" });
});
