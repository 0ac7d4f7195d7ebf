import { type EventType, eventCategory } from "@/contracts/events";
import { newId } from "@/lib/ids";
import { withSystem } from "@/server/system-db";
import { between, pick, randomFrom } from "../random";
import type { Acme } from "./people";

const HOUR_MS = 3_600_000;
type ToolEvent = { type: EventType; tool: string; reason: string | null };
const EVENTS: readonly [ToolEvent, ...ToolEvent[]] = [
  { type: "tool.allowed", tool: "Edit", reason: null },
  { type: "tool.allowed", tool: "Bash", reason: null },
  { type: "tool.allowed", tool: "Read", reason: null },
  {
    type: "tool.audited",
    tool: "mcp__github__create_pull_request",
    reason: "Every call to an MCP server is recorded.",
  },
  { type: "tool.denied", tool: "WebFetch", reason: "Pages are fetched through the proxy of the build machines only." },
  { type: "tool.denied", tool: "Bash", reason: "Deleting whole trees needs a person at the keyboard." },
];

/** A week of decisions about tool calls, as the gate records them, dated back. The sequencer numbers them like all others. */
export async function seedToolHistory(acme: Acme, until: Date): Promise<void> {
  const random = randomFrom(77);
  const people = [...acme.people.values()].filter(({ roleKey }) => roleKey === "developer" || roleKey === "builder");
  const [first, ...others] = people;
  if (!first) return;
  const rows = Array.from({ length: 160 }, () => {
    const person = pick(random, [first, ...others]);
    const { type, tool, reason } = pick(random, EVENTS);
    return {
      id: newId(),
      orgId: acme.orgId,
      employeeId: person.id,
      actor: { kind: "device", employeeId: person.id, email: person.email },
      eventType: type,
      eventCategory: eventCategory(type),
      clientName: "Claude Code",
      clientVersion: "2.1.330",
      payload: { tool, ...(reason !== null && { reason }) },
      createdAt: new Date(until.getTime() - between(random, 1, 7 * 24 * 60) * (HOUR_MS / 60)),
    };
  }).sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  await withSystem((db) => db.activityLog.createMany({ data: rows }));
}
