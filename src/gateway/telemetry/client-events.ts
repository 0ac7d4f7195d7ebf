import type { ClientEvent } from "@/features/usage/server";
import type { AttributeValue, LogRecord } from "./log-records";

/** What is kept of each kind of record, by the names the client gives it; all else is counted and dropped. */
const KEPT: Record<string, { type: ClientEvent["type"]; attributes: readonly string[] }> = {
  tool_decision: {
    type: "client.tool_decision",
    attributes: ["tool_name", "decision", "source", "tool_use_id", "permission_mode", "request_id", "prompt.id"],
  },
  api_error: {
    type: "client.api_error",
    attributes: ["model", "error", "status_code", "attempt", "request_id", "duration_ms", "prompt.id"],
  },
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_TEXT = 1_000;

function textOf(value: AttributeValue | undefined): string | null {
  return value === undefined ? null : String(value).slice(0, 100);
}

function bounded(value: AttributeValue): AttributeValue {
  return typeof value === "string" ? value.slice(0, MAX_TEXT) : value;
}

/** The records worth a row in the log. */
export function clientEvents(records: readonly LogRecord[]): ClientEvent[] {
  return records.flatMap(({ event, attributes }) => {
    const kept = KEPT[event];
    if (!kept) return [];
    const session = textOf(attributes.get("session.id"));
    const payload = kept.attributes.flatMap((name) => {
      const value = attributes.get(name);
      return value === undefined ? [] : [[name, bounded(value)] as const];
    });
    return [
      {
        type: kept.type,
        sessionId: session !== null && UUID.test(session) ? session : null,
        clientName: textOf(attributes.get("service.name")),
        clientVersion: textOf(attributes.get("service.version")),
        payload: Object.fromEntries(payload),
      },
    ];
  });
}
