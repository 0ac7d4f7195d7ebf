import { z } from "zod";
import type { Joining } from "@/lib/merge";

/**
 * What a settings key of Claude Code can do to a machine. `safe` changes taste, `restricting` takes away, `loosening`
 * gives, `executing` runs something or decides what runs, `secret` holds a credential, `ours` is written by Steward.
 *
 * Source: the settings schema that Claude Code 2.1.330 carries (names, types and descriptions).
 */
export type KeyClass = "safe" | "restricting" | "loosening" | "executing" | "secret" | "ours";

export type SettingsKey = {
  class: KeyClass;
  shape: z.ZodType;
  /** How a lower level's value joins the one above; what restricts is never taken back further down. */
  joining: Joining;
};

const text = z.string().min(1, "Give a text").max(100_000);
const name = z.string().min(1, "Give a name").max(200);
const flag = z.boolean({ error: "Give true or false" });
const count = z.number({ error: "Give a number" }).int("Give a whole number").positive("Give a number above 0");
const names = z.array(name, { error: "Give a list" }).max(20_000, "Use at most 20,000 entries");
const only = <T extends string | boolean>(value: T) =>
  z.literal(value, { error: `Only ${JSON.stringify(value)} restricts; leave the key out otherwise` });
const anything = z.unknown();

function all(keyClass: KeyClass, shapes: Record<string, z.ZodType>, joining: Joining = "replace") {
  return Object.entries(shapes).map(([key, shape]): [string, SettingsKey] => [
    key,
    { class: keyClass, shape, joining },
  ]);
}

function named(keyClass: KeyClass, keys: readonly string[]) {
  return all(keyClass, Object.fromEntries(keys.map((key) => [key, anything])));
}

/** Environment variables that only tune: none of them names a program, a library, an address or a credential. */
const SAFE_ENV = [
  "ANTHROPIC_MODEL",
  "ANTHROPIC_DEFAULT_HAIKU_MODEL",
  "ANTHROPIC_DEFAULT_SONNET_MODEL",
  "ANTHROPIC_DEFAULT_OPUS_MODEL",
  "BASH_DEFAULT_TIMEOUT_MS",
  "BASH_MAX_OUTPUT_LENGTH",
  "BASH_MAX_TIMEOUT_MS",
  "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
  "CLAUDE_CODE_DISABLE_TERMINAL_TITLE",
  "CLAUDE_CODE_EFFORT_LEVEL",
  "CLAUDE_CODE_MAX_RETRIES",
  "CLAUDE_CODE_SUBAGENT_MODEL",
  "DISABLE_AUTOUPDATER",
  "DISABLE_BUG_COMMAND",
  "DISABLE_ERROR_REPORTING",
  "MAX_MCP_OUTPUT_TOKENS",
  "MAX_THINKING_TOKENS",
  "MCP_TIMEOUT",
  "MCP_TOOL_TIMEOUT",
];

/** Every key that can be named here. What is not in it is refused at save, with its path. */
export const CLAUDE_CODE_KEYS: ReadonlyMap<string, SettingsKey> = new Map([
  ...all("safe", {
    model: name,
    fallbackModel: names,
    outputStyle: name,
    language: name,
    viewMode: z.enum(["default", "verbose", "focus"]),
    theme: name,
    editorMode: name,
    cleanupPeriodDays: count,
    respectGitignore: flag,
    includeCoAuthoredBy: flag,
    includeGitInstructions: flag,
    "attribution.commit": z.string().max(2_000),
    "attribution.pr": z.string().max(2_000),
    companyAnnouncements: z.array(text.max(2_000)).max(50),
    claudeMd: text,
    claudeMdExcludes: names,
    spinnerTipsEnabled: flag,
    alwaysThinkingEnabled: flag,
    showThinkingSummaries: flag,
    effortLevel: z.enum(["low", "medium", "high", "xhigh"]),
    fastModePerSessionOptIn: flag,
    promptSuggestionEnabled: flag,
    autoCompactEnabled: flag,
    autoMemoryEnabled: flag,
    prefersReducedMotion: flag,
    verbose: flag,
    timeFormat: name,
    timeZone: name,
    autoUpdatesChannel: z.enum(["latest", "stable", "rc"]),
    minimumVersion: name,
    plansDirectory: name,
    showTurnDuration: flag,
    terminalProgressBarEnabled: flag,
    todoFeatureEnabled: flag,
    fileCheckpointingEnabled: flag,
    syntaxHighlightingDisabled: flag,
    bashOutputMaxChars: count,
    defaultShell: z.enum(["bash", "powershell"]),
    respondToBashCommands: flag,
    feedbackSurveyRate: z.number().min(0).max(1),
    pluginTrustMessage: text.max(2_000),
    workflowSizeGuideline: z.enum(["unrestricted", "small", "medium", "large"]),
    "permissions.defaultMode": z.enum(["default", "plan", "manual"], {
      error: "Only default, manual and plan ask before they act; the other modes loosen",
    }),
  }),
  ...all("safe", Object.fromEntries(SAFE_ENV.map((variable) => [`env.${variable}`, z.string().max(500)]))),
  ...all("restricting", { "permissions.deny": names, "permissions.ask": names, deniedModels: names }, "add"),
  ...all(
    "restricting",
    { deniedMcpServers: z.array(anything).max(2_000), blockedMarketplaces: z.array(anything) },
    "add",
  ),
  ...all("restricting", { disabledMcpjsonServers: names }, "add"),
  ...all("restricting", { availableModels: names.min(1, "Name at least one model") }, "narrow"),
  ...all(
    "restricting",
    { allowedMcpServers: z.array(anything).max(2_000), strictKnownMarketplaces: z.array(anything).max(2_000) },
    "narrow",
  ),
  ...all(
    "restricting",
    {
      "permissions.disableBypassPermissionsMode": only("disable"),
      "permissions.blockReadsOutsideWorkingDirectories": only(true),
      disableAutoMode: only("disable"),
      enforceAvailableModels: only(true),
      availableModelsMatch: only("exact"),
      allowManagedMcpServersOnly: only(true),
      allowManagedPermissionRulesOnly: only(true),
      disableClaudeAiConnectors: only(true),
      disableSkillShellExecution: only(true),
      disableSideloadFlags: only(true),
      disableAgentView: only(true),
      disableRemoteControl: only(true),
      disableWorkflows: only(true),
      disableBundledSkills: only(true),
      disableDirectMcpSkills: only(true),
      enableArtifact: only(false),
      syncClaudeAiSkills: only(false),
      syncClaudeAiPlugins: only(false),
      requiredMaximumVersion: name,
      maxEffortLevel: z.enum(["low", "medium", "high", "xhigh"]),
    },
    "keep",
  ),
  ...named("loosening", [
    "permissions.allow",
    "permissions.additionalDirectories",
    "enableAllProjectMcpServers",
    "enabledMcpjsonServers",
    "disableAllHooks",
    "skipDangerousModePermissionPrompt",
    "skipWebFetchPreflight",
    "allowAllClaudeAiMcps",
    "allowClaudeInChromeWithManagedMcp",
    "managedSourcesBehavior",
    "parentSettingsBehavior",
    "allowedChannelPlugins",
    "channelsEnabled",
    "autoUploadSessions",
    "remoteControlAtStartup",
    "gatewayInternalNetworks",
  ]),
  ...named("executing", [
    "agent",
    "appendPlugins",
    "additionalMarketplaces",
    "awsAuthRefresh",
    "enabledPlugins",
    "extraKnownMarketplaces",
    "fileSuggestion",
    "gcpAuthRefresh",
    "hooks",
    "managedMcpServers",
    "modelOverrides",
    "otelHeadersHelper",
    "pluginConfigs",
    "policyHelper",
    "policyHelpers",
    "prependPlugins",
    "processWrapper",
    "proxyAuthHelper",
    "sandbox",
    "sshConfigs",
    "sshHostCommands",
    "statusLine",
    "subagentStatusLine",
    "worktree",
    "xaaIdp",
  ]),
  ...named("secret", [
    "apiKeyHelper",
    "awsCredentialExport",
    "env.ANTHROPIC_API_KEY",
    "env.ANTHROPIC_AUTH_TOKEN",
    "env.AWS_SECRET_ACCESS_KEY",
    "env.OTEL_EXPORTER_OTLP_HEADERS",
  ]),
  ...named("ours", [
    "allowManagedHooksOnly",
    "allowedHttpHookUrls",
    "forceLoginGatewayUrl",
    "forceLoginMethod",
    "forceLoginOrgUUID",
    "forceRemoteSettingsRefresh",
    "httpHookAllowedEnvVars",
    "requiredMinimumVersion",
    "env.ANTHROPIC_BASE_URL",
    "env.CLAUDE_CODE_ENABLE_TELEMETRY",
    "env.CLAUDE_CODE_GATEWAY_HINT_HEADERS",
    "env.CLAUDE_CODE_MAX_OUTPUT_TOKENS",
    "env.OTEL_EXPORTER_OTLP_ENDPOINT",
    "env.OTEL_EXPORTER_OTLP_PROTOCOL",
    "env.OTEL_LOGS_EXPORTER",
    "env.OTEL_METRICS_EXPORTER",
    "env.STEWARD_HOOK_TOKEN",
  ]),
]);

/** Objects that are only a folder for keys of their own. */
export const CLAUDE_CODE_GROUPS: ReadonlySet<string> = new Set(["env", "permissions", "attribution"]);

/** What the form offers: every key that may be set today, with its class. */
export function settableKeys(): { key: string; class: KeyClass }[] {
  return [...CLAUDE_CODE_KEYS]
    .filter(([, { class: keyClass }]) => keyClass === "safe" || keyClass === "restricting")
    .map(([key, spec]) => ({ key, class: spec.class }));
}

/** How a key's values join from level to level. */
export function joiningOf(path: string): Joining {
  return CLAUDE_CODE_KEYS.get(path)?.joining ?? "replace";
}
