import { z } from "zod";

/**
 * What Steward does about an agent program in this version. `governed`: its settings, tool calls, model calls and
 * telemetry are ours to decide. `listed`: it can be named, found and noted as used; nothing reaches it yet.
 */
export const Governance = z.enum(["governed", "listed"]);
export type Governance = z.output<typeof Governance>;

/** `agent_catalog.capabilities`: what is carried out today, not what could be. */
export const Capabilities = z.strictObject({
  governance: Governance,
  /** Its settings come from Steward. */
  settings: z.boolean(),
  /** Its tool calls are decided by the gate. */
  toolCalls: z.boolean(),
  /** Its model calls pass the gateway: refused, metered, budgeted. */
  modelCalls: z.boolean(),
  /** Its own reports reach the log. */
  telemetry: z.boolean(),
});
export type Capabilities = z.output<typeof Capabilities>;

export const ListAgentsInput = z.strictObject({});
export const GetAgentInput = z.strictObject({ agentId: z.uuid() });
export const EnableAgentInput = z.strictObject({ agentId: z.uuid() });
export const DisableAgentInput = z.strictObject({ agentId: z.uuid() });
