import type { Gate } from "@/features/policies/server";
import { type Json, type JsonObject, isJsonObject } from "@/lib/json";
import type { Resolved } from "../resolve";
import { modelSettings } from "./claude-code-models";
import { nativeDenials } from "./claude-code-permissions";

/** Older ones let a tool call pass when the hook cannot be reached. Source: run with 2.1.197 and 2.1.330. */
export const CLAUDE_CODE_MINIMUM = "2.1.300";

/** The variable that carries the hook token; hooks of remote settings have no authorization of their own (run). */
export const HOOK_TOKEN_VARIABLE = "STEWARD_HOOK_TOKEN";

const HOOK_TIMEOUT_SECONDS = 10;

export type ClaudeCodeFacts = {
  resolved: Pick<Resolved, "config" | "systemPrompt" | "isEnabled" | "disabledBy">;
  gate: Gate;
  gatewayUrl: string;
  hookToken: string;
  maxOutputTokens: number;
  /** The vendor's models that have a price: what an allow-list's globs are spelled out over. */
  knownModels: readonly string[];
};

/**
 * The whole remote settings document of Claude Code for one person. It replaces the machine's own managed file, so all
 * of the policy is in it. What policies compile to is written after the configuration and cannot be merged away: nothing
 * in `resolved.config` can take an entry out of it.
 *
 * Unconditional denials become the client's own rules, which need no round trip; every call also asks the gate through
 * the hook, so a rule made a second ago binds a session that fetched its settings an hour ago.
 */
export function compileClaudeCode(facts: ClaudeCodeFacts): JsonObject {
  const { config } = facts.resolved;
  return {
    ...config,
    ...modelSettings(facts.gate, { knownModels: facts.knownModels, config }),
    ...instructions(facts.resolved),
    permissions: permissions(facts),
    hooks: { PreToolUse: [{ matcher: "*", hooks: [hook(facts.gatewayUrl)] }] },
    allowManagedHooksOnly: true,
    requiredMinimumVersion: CLAUDE_CODE_MINIMUM,
    env: environment(facts),
  };
}

/** What the machine's own managed file says, so that the sign-in with the gateway is forced and honoured. */
export function claudeCodeManagedFile(gatewayUrl: string): { name: string; content: JsonObject } {
  return {
    name: "50-steward.json",
    content: { ...claudeCodeUserSettings(gatewayUrl), requiredMinimumVersion: CLAUDE_CODE_MINIMUM },
  };
}

/** The part of it that is honoured in a person's own settings file where no managed source exists (run). */
export function claudeCodeUserSettings(gatewayUrl: string): JsonObject {
  return { forceLoginMethod: "gateway", forceLoginGatewayUrl: gatewayUrl };
}

function objectAt(config: JsonObject, key: string): JsonObject {
  const value = config[key];
  return isJsonObject(value) ? value : {};
}

function listAt(config: JsonObject, key: string): Json[] {
  const value = config[key];
  return Array.isArray(value) ? value : [];
}

function permissions({ resolved, gate }: ClaudeCodeFacts): JsonObject {
  const configured = objectAt(resolved.config, "permissions");
  const deny = [...new Set([...listAt(configured, "deny"), ...nativeDenials(gate)])];
  return { ...configured, ...(deny.length > 0 && { deny }), disableBypassPermissionsMode: "disable" };
}

function hook(gatewayUrl: string): JsonObject {
  return {
    type: "http",
    url: `${gatewayUrl}/api/v1/hooks/claude-code`,
    timeout: HOOK_TIMEOUT_SECONDS,
    onFailure: "block",
    headers: { Authorization: `Bearer $${HOOK_TOKEN_VARIABLE}` },
    allowedEnvVars: [HOOK_TOKEN_VARIABLE],
  };
}

function environment({ resolved, gatewayUrl, hookToken, maxOutputTokens }: ClaudeCodeFacts): JsonObject {
  return {
    ...objectAt(resolved.config, "env"),
    [HOOK_TOKEN_VARIABLE]: hookToken,
    CLAUDE_CODE_ENABLE_TELEMETRY: "1",
    OTEL_METRICS_EXPORTER: "otlp",
    OTEL_LOGS_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: gatewayUrl,
    CLAUDE_CODE_GATEWAY_HINT_HEADERS: "1",
    CLAUDE_CODE_MAX_OUTPUT_TOKENS: String(maxOutputTokens),
  };
}

function instructions({ config, systemPrompt, isEnabled, disabledBy }: ClaudeCodeFacts["resolved"]): JsonObject {
  const own = typeof config.claudeMd === "string" ? config.claudeMd : "";
  const claudeMd = [systemPrompt, own].filter((part) => part !== "").join("\n\n");
  const off = `Claude Code is switched off for you by ${disabledBy?.name ?? "your organization"}: nothing it does is allowed.`;
  const announcements = isEnabled ? listAt(config, "companyAnnouncements") : [off];
  return {
    ...(claudeMd !== "" && { claudeMd }),
    ...(announcements.length > 0 && { companyAnnouncements: announcements }),
  };
}
