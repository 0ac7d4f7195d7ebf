import { z } from "zod";
import type { ClientKey } from "@/contracts/sync";
import { newId } from "@/lib/ids";
import { DomainError } from "@/server/errors";
import { systemCommand } from "@/server/system-command";
import { Capabilities } from "../schemas";

type BuiltIn = { type: ClientKey; name: string; provider: string; llmProvider: string | null; description: string };

const BUILT_IN: readonly BuiltIn[] = [
  {
    type: "claude-code",
    name: "Claude Code",
    provider: "Anthropic",
    llmProvider: "anthropic",
    description: "Anthropic's coding agent for the terminal and the editor.",
  },
  {
    type: "codex",
    name: "Codex",
    provider: "OpenAI",
    llmProvider: "openai",
    description: "OpenAI's coding agent for the terminal.",
  },
  {
    type: "gemini-cli",
    name: "Gemini CLI",
    provider: "Google",
    llmProvider: "google",
    description: "Google's coding agent for the terminal.",
  },
  {
    type: "cursor",
    name: "Cursor",
    provider: "Anysphere",
    llmProvider: null,
    description: "A code editor built around an agent.",
  },
  {
    type: "windsurf",
    name: "Windsurf",
    provider: "Cognition",
    llmProvider: null,
    description: "A code editor built around an agent.",
  },
  {
    type: "vscode",
    name: "VS Code",
    provider: "Microsoft",
    llmProvider: null,
    description: "Microsoft's code editor with its agent mode.",
  },
  {
    type: "opencode",
    name: "OpenCode",
    provider: "OpenCode",
    llmProvider: null,
    description: "An open-source coding agent for the terminal.",
  },
];

const GOVERNED: Capabilities = {
  governance: "governed",
  settings: true,
  toolCalls: true,
  modelCalls: true,
  telemetry: true,
};
const LISTED: Capabilities = {
  governance: "listed",
  settings: false,
  toolCalls: false,
  modelCalls: false,
  telemetry: false,
};

/** What this version carries out for each of them: Claude Code wholly, the others not yet. */
function capabilitiesOf(type: ClientKey): Capabilities {
  return type === "claude-code" ? GOVERNED : LISTED;
}

/**
 * Puts the built-in agent programs on the operator's shelf, with what this version really does about each. Run after
 * every migration; changes nothing when the rows already say so. Throws NOT_FOUND when the operator does not exist yet.
 */
export const seedCatalog = systemCommand({
  name: "agent.enable",
  input: z.strictObject({}),
  async run({ db }) {
    const operator = await db.organization.findFirst({ where: { type: "APP" }, select: { id: true } });
    if (!operator) throw new DomainError("NOT_FOUND", "The operator's organization does not exist yet.");
    const orgId = operator.id;
    const existing = await db.agentCatalog.findMany({
      where: { orgId, type: { in: BUILT_IN.map(({ type }) => type) } },
    });
    for (const { type, ...agent } of BUILT_IN) {
      const data = { ...agent, capabilities: capabilitiesOf(type) };
      const row = existing.find((each) => each.type === type);
      if (!row) await db.agentCatalog.create({ data: { id: newId(), orgId, type, ...data } });
      else if (!isSame(row, data)) await db.agentCatalog.update({ where: { id: row.id }, data });
    }
    return { result: { agents: BUILT_IN.length }, audit: null };
  },
});

function isSame(row: Record<string, unknown>, data: Record<string, unknown>): boolean {
  return Object.entries(data).every(([key, value]) => {
    if (key !== "capabilities") return row[key] === value;
    const stored = Capabilities.safeParse(row.capabilities);
    return stored.success && JSON.stringify(stored.data) === JSON.stringify(Capabilities.parse(value));
  });
}
