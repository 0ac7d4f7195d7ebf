import { z } from "zod";

/** The agent programs that can be configured in this version. */
export const ConfigClient = z.literal("claude-code", {
  error: "Only Claude Code can be configured; the other agents are listed, not governed yet",
});
export type ConfigClient = z.output<typeof ConfigClient>;

/** Settings in the agent's own words, checked key by key when they are saved. */
export const SettingsObject = z.record(z.string().max(200), z.json(), { error: "Settings are a JSON object" });

const LockedPaths = z.array(z.string().min(1).max(300)).max(200);
const SystemPrompt = z.string().trim().max(50_000, "Use at most 50,000 characters").nullable();

/** The moment of the last change the editor saw, null when there was none; left out, nobody checks. */
const BasedOn = z.date().nullable().optional();

export const GetOrganizationConfigInput = z.strictObject({ client: ConfigClient.default("claude-code") });
export const ListOverridesInput = z.strictObject({ client: ConfigClient.default("claude-code") });
export const GetEffectiveConfigInput = z.strictObject({
  employeeId: z.uuid(),
  client: ConfigClient.default("claude-code"),
});
export const GetMyConfigInput = z.strictObject({ client: ConfigClient.default("claude-code") });

export const SetOrganizationConfigInput = z.strictObject({
  client: ConfigClient.default("claude-code"),
  config: SettingsObject,
  lockedPaths: LockedPaths.default([]),
  /** Left out, it stays; null or empty, it goes. */
  systemPrompt: SystemPrompt.optional(),
  basedOn: BasedOn,
});

/** An override says only what differs; `null` takes away what a level above set. */
export const SetTeamConfigInput = SetOrganizationConfigInput.extend({
  teamId: z.uuid(),
  isEnabled: z.boolean().default(true),
});
export const SetEmployeeConfigInput = SetOrganizationConfigInput.extend({
  employeeId: z.uuid(),
  isEnabled: z.boolean().default(true),
});
