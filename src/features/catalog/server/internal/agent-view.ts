import type { Prisma } from "@/generated/prisma/client";
import { Capabilities } from "../../schemas";

export const AGENT_SELECT = {
  id: true,
  type: true,
  name: true,
  provider: true,
  description: true,
  capabilities: true,
  llmProvider: true,
  orgAgentConfigs: { select: { isEnabled: true, updatedAt: true } },
} as const satisfies Prisma.AgentCatalogSelect;

type Row = Prisma.AgentCatalogGetPayload<{ select: typeof AGENT_SELECT }>;

/** `undecided`: the organization has said nothing; a governed agent then works with the shelf's own settings. */
type AgentState = "enabled" | "disabled" | "undecided";

/** An agent program as the shelf shows it: what it is, what Steward does about it, and what the organization decided. */
export function agentView({ orgAgentConfigs, capabilities, ...agent }: Row) {
  const [decision] = orgAgentConfigs;
  const state: AgentState = decision === undefined ? "undecided" : decision.isEnabled ? "enabled" : "disabled";
  return { ...agent, ...Capabilities.parse(capabilities), state, decidedAt: decision?.updatedAt ?? null };
}
