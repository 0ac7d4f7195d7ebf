import type { Settlement } from "@/features/budgets/server";
import type { Identity } from "@/features/devices/server";
import type { Client } from "./client";
import type { Refusal } from "./refusal";

type Who = { identity: Identity; client: Client; requestId: string; ip: string | null };

/** Who called, as the log keeps it. */
function actorOf({ identity, ip }: Who): object {
  const { kind, employeeId, email, deviceId, tokenId } = identity;
  return {
    kind: kind === "api" ? "token" : "device",
    employeeId,
    email,
    ...(deviceId !== null && { deviceId }),
    ...(kind === "api" && { tokenId }),
    ...(ip !== null && { ip }),
  };
}

/** The log's row about a call: figures and names, never content. Its id is the request's, which the refusal also tells. */
export function logRow(who: Who, type: "model.call" | "model.refused", payload: object): Settlement["log"] {
  const { identity, client, requestId } = who;
  return {
    id: requestId,
    type,
    employeeId: identity.employeeId,
    actor: actorOf(who),
    sessionId: client.sessionId,
    clientName: client.name,
    clientVersion: client.version,
    payload: { requestId, ...payload },
  };
}

/** A refusal as something to book: nothing was spent, and the log says why. */
export function refusedSettlement(who: Who, refusal: Refusal, model: string | null): Settlement {
  const { identity, requestId } = who;
  return {
    eventId: requestId,
    orgId: identity.orgId,
    employeeId: identity.employeeId,
    teamId: identity.teamId,
    tokenSource: "platform",
    metadata: {},
    source: "gateway",
    isEstimated: false,
    lines: [],
    log: logRow(who, "model.refused", {
      ...(model !== null && { model }),
      reason: refusal.reason,
      status: refusal.status,
      message: refusal.message,
      ...refusal.facts,
    }),
  };
}
