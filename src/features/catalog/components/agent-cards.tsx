import { Bot, Check, Minus } from "lucide-react";
import { Badge } from "@/components/badge";
import { AgentSwitch } from "./agent-switch";

export type AgentCard = {
  id: string;
  name: string;
  provider: string | null;
  description: string | null;
  governance: "governed" | "listed";
  settings: boolean;
  toolCalls: boolean;
  modelCalls: boolean;
  telemetry: boolean;
  state: "enabled" | "disabled" | "undecided";
};

const POWERS: readonly { key: "settings" | "toolCalls" | "modelCalls" | "telemetry"; label: string }[] = [
  { key: "settings", label: "Settings come from here" },
  { key: "toolCalls", label: "Tool calls are decided" },
  { key: "modelCalls", label: "Model calls are metered" },
  { key: "telemetry", label: "Reports reach the log" },
];

/** The shelf: which agent programs there are, what Steward does about each, and whether they are used here. */
export function AgentCards({ agents, canSwitch }: { agents: readonly AgentCard[]; canSwitch: boolean }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {agents.map((agent) => (
        <li key={agent.id} className="flex min-w-0 flex-col rounded-lg border border-line bg-surface p-4 shadow-lift">
          <div className="flex items-start justify-between gap-3">
            <span className="flex min-w-0 items-center gap-2.5">
              <span
                aria-hidden
                className="flex size-8 shrink-0 items-center justify-center rounded-md border border-line bg-sunken text-ink-faint"
              >
                <Bot className="size-4" />
              </span>
              <span className="min-w-0">
                <h2 className="truncate text-base font-semibold">{agent.name}</h2>
                <span className="block truncate text-xs text-ink-faint">{agent.provider ?? "open source"}</span>
              </span>
            </span>
            <Standing agent={agent} />
          </div>
          <p className="mt-3 flex-1 text-sm text-ink-soft">{agent.description}</p>
          {agent.governance === "governed" ? (
            <ul className="mt-3 space-y-1 text-xs text-ink-soft">
              {POWERS.map(({ key, label }) => (
                <li key={key} className="flex items-center gap-1.5">
                  {agent[key] ? (
                    <Check aria-label="yes:" className="size-3.5 text-allow" />
                  ) : (
                    <Minus aria-label="no:" className="size-3.5 text-ink-faint" />
                  )}
                  {label}
                </li>
              ))}
            </ul>
          ) : (
            <p className="mt-3 text-xs text-ink-faint">Named and noted only: nothing reaches it in this version.</p>
          )}
          {canSwitch && (
            <div className="mt-3 flex items-center justify-between border-t border-line pt-3">
              <span className="text-xs text-ink-faint">Used here</span>
              <AgentSwitch agent={agent} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Standing({ agent }: { agent: AgentCard }) {
  if (agent.state === "disabled") return <Badge tone="deny">Switched off</Badge>;
  if (agent.governance === "listed") return <Badge>{agent.state === "enabled" ? "Noted as used" : "Listed"}</Badge>;
  return <Badge tone="allow">Governed</Badge>;
}
