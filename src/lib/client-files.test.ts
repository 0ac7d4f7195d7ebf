import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  joinManaged,
  mergeKeys,
  onlyUserSettings,
  restrictionsOf,
  withClaudeSignIn,
  withoutClaudeSignIn,
  withoutKeys,
} from "./client-files";
import { canonicalJson, type JsonObject } from "./json";

const { json } = fc.letrec<{ json: JsonObject; value: JsonObject[string] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
    tie("json"),
  ),
  // Few names, so that both sides often name the same key.
  json: fc.dictionary(
    fc.constantFrom("env", "hooks", "permissions", "deny", "theme", "__proto__", "constructor"),
    tie("value"),
    {
      maxKeys: 5,
    },
  ),
}));

const SIGN_IN = {
  gatewayUrl: "https://gw.corp.example:8443",
  fingerprint: "ab".repeat(32),
  accessToken: "sta_1",
  refreshToken: "str_1",
  expiresAtMs: 1_900_000_000_000,
  tokenEndpoint: "https://gw.corp.example:8443/oauth/token",
  revocationEndpoint: "https://gw.corp.example:8443/oauth/revoke",
  email: "dev@corp.example",
};

describe("merging keys into a file that is not ours", () => {
  test("every key we do not name stays as it was", () => {
    fc.assert(
      fc.property(json, json, (file, ours) => {
        const merged = mergeKeys(file, ours);
        for (const [key, value] of Object.entries(file)) {
          if (!Object.hasOwn(ours, key)) expect(Object.getOwnPropertyDescriptor(merged, key)?.value).toEqual(value);
        }
      }),
    );
  });

  test("merging twice is merging once", () => {
    fc.assert(
      fc.property(json, json, (file, ours) => {
        const once = mergeKeys(file, ours);
        expect(canonicalJson(mergeKeys(once, ours))).toBe(canonicalJson(once));
      }),
    );
  });

  test("neither side is changed, nor any prototype", () => {
    fc.assert(
      fc.property(json, json, (file, ours) => {
        const before = canonicalJson([file, ours]);
        mergeKeys(file, ours);
        expect(canonicalJson([file, ours])).toBe(before);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });

  test("taking our keys out again leaves what others wrote", () => {
    const strangers = json.map((file) => withoutKeys(file, onlyUserSettings(file)));
    const ours = { forceLoginMethod: "gateway", forceLoginGatewayUrl: "https://gw.corp.example" };
    fc.assert(
      fc.property(strangers, (file) => {
        expect(canonicalJson(withoutKeys(mergeKeys(file, ours), ours))).toBe(canonicalJson(file));
      }),
    );
  });

  test("what the person changed since then is the person's", () => {
    const file = { forceLoginGatewayUrl: "https://other.example", theme: "dark" };

    expect(withoutKeys(file, { forceLoginGatewayUrl: "https://gw.corp.example" })).toEqual(file);
  });

  test("only the two keys that lead to the gateway are ever written into a person's settings", () => {
    const sent = { forceLoginMethod: "gateway", apiKeyHelper: "/tmp/evil", hooks: {}, env: { A: "b" } };

    expect(onlyUserSettings(sent)).toEqual({ forceLoginMethod: "gateway" });
  });
});

describe("Claude Code's credentials", () => {
  test("hold the sign-in as the client stores one, by the gateway's host without its port", () => {
    expect(withClaudeSignIn({ claudeAiOauth: { accessToken: "theirs" } }, SIGN_IN)).toEqual({
      claudeAiOauth: { accessToken: "theirs" },
      gatewayTrust: { "gw.corp.example": SIGN_IN.fingerprint },
      enterpriseGateway: {
        url: SIGN_IN.gatewayUrl,
        jwt: "sta_1",
        idpRefreshToken: "str_1",
        expiresAt: SIGN_IN.expiresAtMs,
        tokenEndpoint: SIGN_IN.tokenEndpoint,
        revocationEndpoint: SIGN_IN.revocationEndpoint,
        email: "dev@corp.example",
      },
    });
  });

  test("signing out after signing in leaves every other sign-in as it was", () => {
    fc.assert(
      fc.property(json, (file) => {
        const signedOut = withoutClaudeSignIn(withClaudeSignIn(file, SIGN_IN), SIGN_IN.gatewayUrl);
        expect(canonicalJson(signedOut)).toBe(canonicalJson(file));
      }),
    );
  });

  test("a sign-in at another gateway is not ours to end", () => {
    const file = withClaudeSignIn({}, SIGN_IN);

    expect(withoutClaudeSignIn(file, "https://other.example")).toBe(file);
  });
});

describe("what the machine's own managed files restrict", () => {
  test("files join as the client joins them: later scalars win, lists unite", () => {
    const joined = joinManaged([
      { permissions: { deny: ["Bash(rm:*)"], defaultMode: "plan" }, model: "opus" },
      { permissions: { deny: ["WebFetch", "Bash(rm:*)"] }, model: "sonnet" },
    ]);

    expect(joined).toEqual({ permissions: { deny: ["Bash(rm:*)", "WebFetch"], defaultMode: "plan" }, model: "sonnet" });
  });

  test("restrictions are handed over; variables, helpers and programs never leave the machine", () => {
    const { settings, paths, untaken } = restrictionsOf({
      permissions: { deny: ["WebFetch"], allow: ["Bash(ls:*)"] },
      deniedModels: ["opus"],
      env: { SECRET: "s" },
      apiKeyHelper: "/usr/bin/key",
      hooks: { PreToolUse: [{ hooks: [{ type: "command", command: "/opt/guard --key=s" }] }] },
    });

    expect(settings).toEqual({ permissions: { deny: ["WebFetch"] }, deniedModels: ["opus"] });
    expect(paths).toEqual(["permissions.deny", "deniedModels"]);
    expect(untaken).toEqual(["hooks"]);
  });
});
