import type { EventType } from "@/contracts/events";
import type { Identity } from "@/features/devices/server";
import { type LogEntry, appendLogs } from "@/server/audit";
import { withSystem } from "@/server/system-db";
import type { Action, Decision } from "./gate/decide";
import type { Verdict } from "./gate/verdict";

/** Beyond these few, a row names how many rules matched. */
const RULES_KEPT = 10;
const MAX_BATCH = 500;

export type DecisionRecord = {
  identity: Pick<Identity, "orgId" | "employeeId" | "email" | "deviceId" | "tokenId" | "kind">;
  action: Action;
  decision: Decision;
  requestId: string;
  /** What the agent program says about the call; names and ids, never contents. */
  about: Record<string, string | number | null>;
};

const EVENT: Record<Verdict, EventType> = {
  ALLOW: "tool.allowed",
  AUDIT: "tool.audited",
  WARN: "tool.audited",
  REQUIRE_APPROVAL: "tool.denied",
  DENY: "tool.denied",
};

type Waiting = { entry: LogEntry; done: () => void; failed: (error: unknown) => void };
let queue: Waiting[] = [];
let isFlushing = false;

/**
 * Writes a decision into the log: who, which tool, the verdict and the rules with their versions; never the tool's
 * input. Decisions that come while others are being written share the next commit. Resolves when the row is committed;
 * rejects when it could not be, and the caller then refuses, because what is not on record must not happen.
 */
export function recordDecision(record: DecisionRecord): Promise<void> {
  return new Promise((done, failed) => {
    queue.push({ entry: entryOf(record), done, failed });
    if (!isFlushing) void flush();
  });
}

async function flush(): Promise<void> {
  isFlushing = true;
  while (queue.length > 0) {
    const batch = queue.slice(0, MAX_BATCH);
    queue = queue.slice(MAX_BATCH);
    try {
      await withSystem((db) =>
        appendLogs(
          db,
          batch.map(({ entry }) => entry),
        ),
      );
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
  isFlushing = false;
}

function entryOf({ identity, action, decision, requestId, about }: DecisionRecord): LogEntry {
  const { verdict, rules, reason, policyVersion } = decision;
  const { orgId, employeeId, email, deviceId, tokenId, kind } = identity;
  return {
    orgId,
    type: EVENT[verdict],
    actor: {
      kind: kind === "api" ? "token" : "device",
      employeeId,
      email,
      ...(deviceId !== null && { deviceId }),
      ...(kind === "api" && { tokenId }),
    },
    employeeId,
    clientName: action.client,
    payload: {
      ...about,
      requestId,
      ...(action.kind === "tool" ? { tool: action.tool.slice(0, 500) } : { model: action.model.slice(0, 500) }),
      verdict,
      reason,
      policyVersion,
      rules: rules
        .slice(0, RULES_KEPT)
        .map((rule) => ({ kind: rule.kind, id: rule.id, name: rule.name, version: rule.version })),
      ...(rules.length > RULES_KEPT && { rulesMatched: rules.length }),
    },
  };
}
