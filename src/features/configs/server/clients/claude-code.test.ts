import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGate } from "@/features/policies/server";
import type { JsonObject } from "@/lib/json";
import { checksumOf, resolve } from "../resolve";
import { compileClaudeCode } from "./claude-code";
import { modelSettings } from "./claude-code-models";
import { nativeRule } from "./claude-code-permissions";

const MODELS = ["claude-haiku-5", "claude-opus-5", "claude-opus-5-5", "claude-sonnet-5"];

function gateOf(rules: { toolName: string; conditions?: unknown; action?: string; client?: string }[]) {
  const toolRules = rules.map(({ toolName, conditions = null, action = "deny", client = null }, at) => ({
    id: `rule-${String(at)}`,
    version: 1,
    toolName,
    action,
    reason: null,
    conditions,
    client,
  }));
  return compileGate({ toolRules, modelPolicies: [], disabledAgents: [] });
}

function modelGate(...rules: { allow: string[]; deny: string[] }[]) {
  const modelPolicies = rules.map((each, at) => ({
    id: `p${String(at)}`,
    version: 1,
    name: "p",
    severity: "block",
    rules: each,
    client: null,
  }));
  return compileGate({ toolRules: [], modelPolicies, disabledAgents: [] });
}

function compile(config: JsonObject, gate = gateOf([]), isEnabled = true) {
  const level = { kind: "organization" as const, id: "o", name: "Acme", config, lockedPaths: [], isEnabled };
  const resolved = resolve({ levels: [level], prompts: [] });
  const facts = {
    gatewayUrl: "https://gw.acme.test",
    hookToken: "sth_x",
    maxOutputTokens: 32_000,
    knownModels: MODELS,
  };
  return compileClaudeCode({ resolved, gate, ...facts });
}

test("the document carries the whole policy: hook, token, telemetry, minimum version", () => {
  expect(compile({})).toEqual({
    permissions: { disableBypassPermissionsMode: "disable" },
    hooks: {
      PreToolUse: [
        {
          matcher: "*",
          hooks: [
            {
              type: "http",
              url: "https://gw.acme.test/api/v1/hooks/claude-code",
              timeout: 10,
              onFailure: "block",
              headers: { Authorization: "Bearer $STEWARD_HOOK_TOKEN" },
              allowedEnvVars: ["STEWARD_HOOK_TOKEN"],
            },
          ],
        },
      ],
    },
    allowManagedHooksOnly: true,
    requiredMinimumVersion: "2.1.300",
    env: {
      STEWARD_HOOK_TOKEN: "sth_x",
      CLAUDE_CODE_ENABLE_TELEMETRY: "1",
      OTEL_METRICS_EXPORTER: "otlp",
      OTEL_LOGS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://gw.acme.test",
      CLAUDE_CODE_GATEWAY_HINT_HEADERS: "1",
      CLAUDE_CODE_MAX_OUTPUT_TOKENS: "32000",
    },
  });
});

test("no configuration takes anything out of what policies compile to", () => {
  const gate = gateOf([{ toolName: "Bash" }, { toolName: "mcp__github__*" }]);
  const without = compile({}, gate);
  const key = fc.constantFrom(...Object.keys(without), "model", "deniedModels");
  const hostile = fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(hostile, (config) => {
      const document = compile(config, gate);
      expect(document).toMatchObject({
        hooks: without.hooks,
        allowManagedHooksOnly: true,
        requiredMinimumVersion: "2.1.300",
        env: without.env,
        permissions: { disableBypassPermissionsMode: "disable" },
      });
      expect((document.permissions as { deny: unknown[] }).deny).toEqual(
        expect.arrayContaining(["Bash", "mcp__github"]),
      );
    }),
  );
});

test("a configured denial and a compiled one stand together, once each", () => {
  const document = compile(
    { permissions: { deny: ["WebFetch", "Bash"], ask: ["Edit"] } },
    gateOf([{ toolName: "bash" }]),
  );

  expect(document.permissions).toEqual({
    deny: ["WebFetch", "Bash"],
    ask: ["Edit"],
    disableBypassPermissionsMode: "disable",
  });
});

test("only unconditional denials for this client become its own rules", () => {
  const any = { any: [{ path: "command", op: "exists" }] };
  const gate = gateOf([
    { toolName: "Read", conditions: any },
    { toolName: "Edit", action: "audit" },
    { toolName: "Write", client: "codex" },
    { toolName: "Glob", client: "claude-code" },
    { toolName: "*" },
  ]);

  expect(compile({}, gate).permissions).toMatchObject({ deny: ["Glob"] });
});

test.each([
  ["bash", "Bash"],
  ["WebFetch", "WebFetch"],
  ["SomeNewTool", "SomeNewTool"],
  ["mcp__github__*", "mcp__github"],
  ["mcp__my_server__*", "mcp__my_server"],
  ["mcp__github__delete_repo", "mcp__github__delete_repo"],
  ["mcp__*", null],
  ["*", null],
  ["Web*", null],
  ["mcp__a__b*", null],
])("%s is the client's rule %s", (glob, rule) => {
  expect(nativeRule(glob)).toBe(rule);
});

test("an allow-list is spelled out over the models we know", () => {
  expect(
    modelSettings(modelGate({ allow: ["claude-haiku-*", "claude-sonnet-9"], deny: [] }), {
      knownModels: MODELS,
      config: {},
    }),
  ).toEqual({
    availableModels: ["claude-haiku-5", "claude-sonnet-9"],
    availableModelsMatch: "exact",
    enforceAvailableModels: true,
    deniedModels: ["claude-opus-5", "claude-opus-5-5", "claude-sonnet-5"],
  });
});

test("a denied model that begins an allowed one's name is left to the gateway", () => {
  const gate = modelGate({ allow: [], deny: ["claude-opus-5"] });

  expect(modelSettings(gate, { knownModels: MODELS, config: {} })).toEqual({});
  expect(modelSettings(modelGate({ allow: [], deny: ["*opus*"] }), { knownModels: MODELS, config: {} })).toEqual({
    deniedModels: ["claude-opus-5", "claude-opus-5-5"],
  });
});

test("what the configuration allows and what policies allow both hold", () => {
  const gate = modelGate({ allow: ["claude-*"], deny: ["*opus*"] });

  expect(modelSettings(gate, { knownModels: MODELS, config: { availableModels: ["opus", "haiku"] } })).toMatchObject({
    availableModels: ["claude-haiku-5"],
  });
});

test("instructions come first, then the configured ones; a switched-off client says why", () => {
  const level = { kind: "organization" as const, id: "o", name: "Acme", lockedPaths: [], isEnabled: false };
  const resolved = resolve({
    levels: [{ ...level, config: { claudeMd: "Own.", companyAnnouncements: ["Hello"] } }],
    prompts: [{ level: { kind: "organization", id: "o", name: "Acme" }, priority: 0, id: "p", prompt: "House rules." }],
  });
  const facts = { gatewayUrl: "https://gw", hookToken: "t", maxOutputTokens: 1, knownModels: [] };

  expect(compileClaudeCode({ resolved, gate: gateOf([]), ...facts })).toMatchObject({
    claudeMd: "House rules.\n\nOwn.",
    companyAnnouncements: ["Claude Code is switched off for you by Acme: nothing it does is allowed."],
  });
});

test("equal policies give equal checksums, whatever the order of rules and keys", () => {
  const one = compile({ model: "a", language: "b" }, gateOf([{ toolName: "Bash" }, { toolName: "Edit" }]));
  const two = compile({ language: "b", model: "a" }, gateOf([{ toolName: "Edit" }, { toolName: "Bash" }]));

  expect(checksumOf(one)).toBe(checksumOf(two));
  expect(checksumOf(one)).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test("the checksum is the one the protocol states", () => {
  // From sha256sum over {"a":{"c":[1,"x"],"d":null},"b":true}.
  expect(checksumOf({ b: true, a: { d: null, c: [1, "x"] } })).toBe(
    "sha256:7bd12339faeb432aa3a95587ebfaafc668395f2ed3194f61dfa392064506dacf",
  );
});
