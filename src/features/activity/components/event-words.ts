import type { EventCategory, EventType } from "@/contracts/events";
import type { Verdict } from "@/components/verdict-badge";

/** Every kind of row, as a person says it. */
const EVENT_WORDS: Record<EventType, string> = {
  "access.denied": "Was refused an action",
  "account.change_password": "Changed the password",
  "account.sign_up": "Signed the company up",
  "account.update_profile": "Changed the profile",
  "account.verify_email": "Confirmed the e-mail address",
  "agent.disable": "Switched an agent off",
  "agent.enable": "Switched an agent on",
  "auth.failed": "Sign-in failed",
  "auth.login": "Signed in",
  "auth.logout": "Signed out",
  "budget.alerted": "Budget alert",
  "budget.exceeded": "Budget spent",
  "budget.overrun": "Budget overrun",
  "budget.remove": "Removed a budget",
  "budget.set": "Set a budget",
  "client.api_error": "Agent reported an API error",
  "client.tool_decision": "Agent reported a tool decision",
  "config.served": "Settings served",
  "config.set_employee": "Changed a person's configuration",
  "config.set_organization": "Changed the organization's configuration",
  "config.set_team": "Changed a team's configuration",
  "config.synced": "Settings confirmed by the machine",
  "credential.create": "Stored a provider key",
  "credential.revoke": "Revoked a provider key",
  "device.acknowledge": "Machine reported in",
  "device.approve": "Approved a machine",
  "device.authorize": "Machine asked to sign in",
  "device.deny": "Denied a machine",
  "device.drifted": "Machine drifted from its settings",
  "device.refresh": "Machine renewed its tokens",
  "device.revoke": "Cut a machine off",
  "device.signed_in": "Machine signed in",
  "device.signed_out": "Machine signed out",
  "email.send": "Mail sent",
  "employee.create": "Added a person",
  "employee.reinstate": "Reinstated a person",
  "employee.suspend": "Suspended a person",
  "job.failed": "Background job failed",
  "job.retry": "Tried a background job again",
  "key.rotate": "Rotated the encryption keys",
  "log.anchor": "Log head signed",
  "model.call": "Model call",
  "model.refused": "Model call refused",
  "organization.create": "Created the organization",
  "organization.reinstate": "Reinstated the organization",
  "organization.suspend": "Suspended the organization",
  "organization.update": "Changed the organization",
  "partition.maintain": "Storage maintained",
  "policy.create": "Created a model list",
  "policy.delete": "Deleted a model list",
  "policy.update": "Changed a model list",
  "price.import": "Prices imported",
  "session.revoke": "Ended a session",
  "session.revoke_all": "Ended all other sessions",
  "session.start": "Session started",
  "team.create": "Created a team",
  "team.set_manager": "Changed a team's manager",
  "token.create": "Created an API token",
  "token.revoke": "Revoked an API token",
  "tool.allowed": "Tool call allowed",
  "tool.audited": "Tool call audited",
  "tool.denied": "Tool call denied",
  "tool_rule.create": "Created a rule",
  "tool_rule.delete": "Deleted a rule",
  "tool_rule.update": "Changed a rule",
  "usage.roll_up": "Usage summed up",
  "usage.sweep_holds": "Abandoned holds released",
};

export const CATEGORY_WORDS: Record<EventCategory, string> = {
  access: "Access",
  admin: "Administration",
  client: "Reported by agents",
  config: "Configuration",
  model: "Models",
  money: "Money",
  policy: "Policies",
  system: "System",
  tool: "Tools",
};

const VERDICTS: Record<string, Verdict> = {
  "access.denied": "DENY",
  "auth.failed": "DENY",
  "budget.alerted": "WARN",
  "budget.exceeded": "DENY",
  "budget.overrun": "WARN",
  "device.drifted": "WARN",
  "job.failed": "WARN",
  "model.call": "ALLOW",
  "model.refused": "DENY",
  "tool.allowed": "ALLOW",
  "tool.audited": "AUDIT",
  "tool.denied": "DENY",
};

/** The verdict that a row tells of; most rows tell of none. */
export function verdictOf(type: string): Verdict | null {
  return VERDICTS[type] ?? null;
}

/** What happened, in words; a kind we have no words for is said by its name. */
export function eventWords(type: string): string {
  return new Map<string, string>(Object.entries(EVENT_WORDS)).get(type) ?? type;
}
