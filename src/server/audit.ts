import { type EventType, eventCategory } from "@/contracts/events";
import type { Prisma } from "@/generated/prisma/client";
import { newId } from "@/lib/ids";
import type { Actor } from "./access";
import type { Db } from "./db";
import { currentRequestId } from "./log";

/** Who wrote a log row, as it stood then: names change, rows do not. */
export type LogActor = {
  kind: Actor["kind"] | "system" | "visitor";
  employeeId?: string;
  email?: string;
  via?: string;
  tokenId?: string;
  deviceId?: string;
  ip?: string;
};

export type LogEntry = {
  type: EventType;
  /** Needed only in a transaction of the system's login. */
  orgId?: string;
  actor: LogActor;
  /** Whom it is about, for scoped reading; the actor when not given. */
  employeeId?: string | null;
  onBehalfOf?: string | null;
  sessionId?: string | null;
  clientName?: string | null;
  clientVersion?: string | null;
  payload?: object;
  /** DEVICE marks what a client reports about itself: evidence, never truth. */
  trust?: "SERVER" | "DEVICE";
};

export type AuditEntry = {
  targetType: string;
  targetId: string;
  before?: object;
  after?: object;
  /** Whom the change is about, so that people see what happened to them. */
  employeeId?: string;
};

/** Fields that never reach the log, wherever they stand in a row. */
const SECRET_FIELDS = /^(passwordHash|tokenHash|.*Encrypted|encrypted.*|.*secret.*|deviceCodeHash|userCode)$/i;

/** Plain JSON of a row: dates and decimals as text, secrets left out. */
export function loggable(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, inner: unknown) => {
      if (SECRET_FIELDS.test(key)) return undefined;
      return typeof inner === "bigint" ? inner.toString() : inner;
    }),
  ) as Prisma.InputJsonValue;
}

/** The actor as the log keeps it. */
export function logActor(actor: Actor): LogActor {
  return {
    kind: actor.kind,
    employeeId: actor.employeeId,
    email: actor.email,
    ...(actor.via !== null && { via: actor.via }),
    ...(actor.tokenId !== null && { tokenId: actor.tokenId }),
    ...(actor.deviceId !== null && { deviceId: actor.deviceId }),
    ...(actor.request.ip !== null && { ip: actor.request.ip }),
  };
}

function logRow(entry: LogEntry) {
  const requestId = currentRequestId();
  return {
    id: newId(),
    ...(entry.orgId !== undefined && { orgId: entry.orgId }),
    employeeId: entry.employeeId === undefined ? (entry.actor.employeeId ?? null) : entry.employeeId,
    actor: loggable(entry.actor),
    onBehalfOf: entry.onBehalfOf ?? null,
    sessionId: entry.sessionId ?? null,
    clientName: entry.clientName ?? null,
    clientVersion: entry.clientVersion ?? null,
    eventType: entry.type,
    eventCategory: eventCategory(entry.type),
    // Rows of several requests may be written at once; each then brings its own request id.
    payload: loggable({ ...(requestId !== null && { requestId }), ...entry.payload }),
    trust: entry.trust ?? "SERVER",
  };
}

/**
 * Writes one row of the log in the caller's transaction: it is there exactly when the change is. The row is numbered
 * and chained after commit by the sequencer.
 */
export async function appendLog(db: Db, entry: LogEntry): Promise<string> {
  const row = logRow(entry);
  await db.activityLog.createMany({ data: [row] });
  return row.id;
}

/** Writes several rows with one statement, in the order given. */
export async function appendLogs(db: Db, entries: readonly LogEntry[]): Promise<void> {
  await db.activityLog.createMany({ data: entries.map(logRow) });
}
