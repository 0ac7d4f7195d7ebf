import type { CompiledToolRule, Gate } from "@/features/policies/server";

/** How Claude Code spells its own tools; its rules tell upper from lower case, ours do not. */
const TOOLS = [
  "Agent",
  "AskUserQuestion",
  "Bash",
  "BashOutput",
  "Edit",
  "EnterPlanMode",
  "ExitPlanMode",
  "Glob",
  "Grep",
  "KillShell",
  "LSP",
  "MultiEdit",
  "NotebookEdit",
  "PowerShell",
  "Read",
  "Skill",
  "SlashCommand",
  "Task",
  "TodoWrite",
  "ToolSearch",
  "WebFetch",
  "WebSearch",
  "Write",
];
const SPELLING = new Map(TOOLS.map((tool) => [tool.toLowerCase(), tool]));

const MCP_SERVER = /^mcp__([A-Za-z0-9-]+(?:_[A-Za-z0-9-]+)*)__\*$/;
const MCP_TOOL = /^mcp__[A-Za-z0-9_-]+__[A-Za-z0-9_-]+$/;
const BARE = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * The client's own rule for a tool glob, null where it has none that means the same: a bare tool's name, `mcp__server`
 * for `mcp__server__*`, `mcp__server__tool`.
 */
export function nativeRule(toolName: string): string | null {
  const server = MCP_SERVER.exec(toolName)?.[1];
  if (server !== undefined) return `mcp__${server}`;
  if (MCP_TOOL.test(toolName)) return toolName;
  if (BARE.test(toolName)) return SPELLING.get(toolName.toLowerCase()) ?? toolName;
  return null;
}

function isUnconditionalDenial({ verdict, judge, client }: CompiledToolRule): boolean {
  return verdict === "DENY" && judge === null && (client === null || client === "claude-code");
}

/** The unconditional denials that the client can express, sorted, so that equal policies give equal documents. */
export function nativeDenials({ toolRules }: Gate): string[] {
  const rules = toolRules.filter(isUnconditionalDenial).map(({ toolName }) => nativeRule(toolName));
  return [...new Set(rules)].filter((rule) => rule !== null).sort();
}
