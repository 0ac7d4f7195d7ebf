import type { IncomingMessage, ServerResponse } from "node:http";
import { type HoldAnswer, hold, learn, settle } from "@/features/budgets/server";
import { type Identity, touchDevice } from "@/features/devices/server";
import { type Usage, priceCall } from "@/features/prices/server";
import { newId } from "@/lib/ids";
import { usd } from "@/lib/money";
import { now } from "@/server/clock";
import { clientAddress } from "@/server/http";
import { log } from "@/server/log";
import { identify, requireScope } from "../identity";
import { answerRefusal, toRefusal } from "./answer-refusal";
import { budgetRefusal, counterUnreadable, standingHeaders } from "./budget-answers";
import { logRow, refusedSettlement } from "./call-record";
import { clientOf } from "./client";
import { callerHeaders } from "./headers";
import { type PreparedCall, prepareCall } from "./prepare-call";
import { CallerGone, Refusal } from "./refusal";
import { type Relayed, relay } from "./relay";
import { upstreamRefusal } from "./upstream-refusal";

type Call = PreparedCall & { requestId: string; identity: Identity; ip: string | null; startedAt: number };

/**
 * `POST /v1/messages`: one call to a model, from who is asking to what it cost.
 *
 * Judged, then paid for, then made; the answer passes through as it comes and is measured on its way. Whatever happens
 * after the money was set aside, the call is settled exactly once: here, or by the sweeper when this process is gone.
 */
export async function callModel(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = newId();
  const ip = clientAddress(request.headers["x-forwarded-for"]?.toString(), request.socket.remoteAddress);
  let identity: Identity | null = null;
  try {
    identity = await identify(request.headers);
    requireScope(identity, "models:call");
    const prepared = await prepareCall(request, identity);
    touchDevice(identity, prepared.client.settingsChecksum);
    await carryOut({ ...prepared, requestId, identity, ip, startedAt: performance.now() }, request, response);
  } catch (error) {
    if (error instanceof CallerGone) {
      response.destroy();
      return;
    }
    const refusal = toRefusal(error, requestId);
    answerRefusal(response, refusal, requestId);
    if (identity !== null) {
      const who = { identity, client: clientOf(request.headers), requestId, ip };
      const model = typeof refusal.facts["model"] === "string" ? refusal.facts["model"] : null;
      settle(refusedSettlement(who, refusal, model));
    }
  }
}

async function carryOut(call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await holdFor(call, response);
  if (response.destroyed) {
    settle(unsent(call, "aborted"));
    return;
  }
  const standing = standingHeaders(answer.standing);
  const relayed = await relay({
    request: call.adapter.address(
      { path: request.url ?? "/", headers: request.headers, body: call.body },
      call.credential,
    ),
    response,
    meter: (contentType) => call.adapter.meter(contentType),
    headers: (status, headers) => ({
      ...callerHeaders(headers),
      ...(status === 200 && standing),
      "request-id": call.requestId,
    }),
  });
  const refusal = upstreamRefusal(relayed, call);
  if (refusal) answerRefusal(response, refusal, call.requestId);
  settle(settlementOf(call, relayed));
}

async function holdFor(call: Call, response: ServerResponse): Promise<Extract<HoldAnswer, { outcome: "held" }>> {
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
  };
  response.once("close", leave);
  const { identity, estimate, credential, requestId } = call;
  let answer: HoldAnswer;
  try {
    answer = await hold(
      {
        eventId: requestId,
        orgId: identity.orgId,
        employeeId: identity.employeeId,
        teamId: identity.teamId,
        tokenSource: credential.source,
        metadata: metadataOf(call),
        isBudgeted: credential.source !== "personal",
        worst: estimate.worst,
        likely: estimate.likely,
        expected: estimate.expected,
        estimate: estimate.lines,
      },
      { signal: gone.signal },
    );
  } catch (error) {
    log().error({ err: error, requestId }, "budgets cannot be read");
    throw counterUnreadable();
  } finally {
    response.off("close", leave);
  }
  if (answer.outcome === "held") return answer;
  if (gone.signal.aborted) throw new CallerGone();
  const refusal = budgetRefusal(answer, { orgSlug: identity.orgSlug, worst: estimate.worst, now: now() });
  throw new Refusal(refusal, refusal.reason, { ...refusal.facts, model: call.scan.model });
}

function metadataOf({ client, scan, price }: Call) {
  return { provider: price.provider, model: scan.model, client: client.name, clientVersion: client.version };
}

/** What is booked for a call that ended this way, and what the log says about it. */
function settlementOf(call: Call, relayed: Relayed) {
  const { usage, isEstimated } = usageOf(call, relayed);
  const { lines, total } = usage === "estimate" ? estimated(call) : priceCall(call.price, usage);
  const input =
    usage === "estimate" ? null : priceCall(call.price, { ...usage, output_tokens: 0, web_search_requests: 0 }).total;
  if (usage !== "estimate" && input !== null && !isEstimated && relayed.outcome === "complete") {
    learn({
      client: call.client.name ?? "unknown",
      model: call.price.model,
      bodyBytes: call.body.length,
      inputCost: input.toNumber(),
      outputTokens: usage.output_tokens ?? 0,
    });
  }
  return {
    ...unsent(call, relayed.outcome),
    isEstimated,
    lines,
    log: logRow(call, "model.call", {
      ...metadataOf(call),
      outcome: relayed.outcome,
      status: relayed.status,
      isStream: call.scan.isStream,
      usage: usage === "estimate" ? null : usage,
      costUsd: total.toFixed(10),
      ...(input !== null && { inputCostUsd: input.toFixed(10) }),
      isEstimated,
      tokenSource: call.credential.source,
      bodyBytes: call.body.length,
      durationMs: Math.round(performance.now() - call.startedAt),
      firstByteMs: relayed.firstByteMs === null ? null : Math.round(relayed.firstByteMs),
      policyVersion: call.policyVersion,
    }),
  };
}

type Booked = { usage: Usage | "estimate"; isEstimated: boolean };

/**
 * What a call is taken to have used. An upstream error costs nothing; an answer is believed, also in part; an upstream
 * that was asked and never said a figure may have worked all the same, so its estimate is booked.
 */
function usageOf(call: Call, { outcome, wasSent, status, reading }: Relayed): Booked {
  if (reading.usage !== null) {
    const output = Math.min(reading.usage.output_tokens ?? 0, call.scan.maxTokens ?? 0);
    return {
      usage: reading.isFinal ? reading.usage : { ...reading.usage, output_tokens: output },
      isEstimated: !reading.isFinal,
    };
  }
  const mayHaveWorked = wasSent && (status === null || status === 200);
  if (!mayHaveWorked || outcome === "failed" || outcome === "credential_refused")
    return { usage: {}, isEstimated: false };
  return { usage: "estimate", isEstimated: true };
}

function estimated({ estimate }: Call) {
  const lines = estimate.lines;
  return { lines, total: lines.reduce((sum, { cost }) => sum.plus(cost), usd("0")) };
}

/** A call that never left: nothing to pay, its hold to release. */
function unsent(call: Call, outcome: string) {
  const { identity, requestId, credential } = call;
  return {
    eventId: requestId,
    orgId: identity.orgId,
    employeeId: identity.employeeId,
    teamId: identity.teamId,
    tokenSource: credential.source,
    metadata: { ...metadataOf(call), outcome },
    source: "gateway",
    isEstimated: false,
    lines: [],
    log: logRow(call, "model.call", { ...metadataOf(call), outcome, costUsd: "0" }),
  };
}
