import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, newNonce } from "./security-headers";

describe("the policy of a page", () => {
  test("no script runs without the nonce of this very view", () => {
    const policy = contentSecurityPolicy("abc", { isDevelopment: false });

    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe-eval");
    expect(/script-src[^;]*unsafe-inline/.test(policy)).toBe(false);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test("nonces are long and never repeat", () => {
    const nonces = new Set(Array.from({ length: 1_000 }, newNonce));

    expect(nonces.size).toBe(1_000);
    expect([...nonces].every((nonce) => nonce.length === 24)).toBe(true);
  });
});
