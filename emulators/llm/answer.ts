import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { once } from "node:events";
import type { JournalEntry, Outcome } from "./journal";
import { asEvents, asMessage, type Reply } from "./reply";
import type { Fault } from "./script";

const ERROR_TYPES: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

/** The vendor's envelope for a failure, with the words it uses where people meet them. */
export function errorBody(status: number, message: string, requestId: string): unknown {
  return { type: "error", error: { type: ERROR_TYPES[status] ?? "api_error", message }, request_id: requestId };
}

/** Headers of every answer: its id, and the account's quota and infrastructure, which a gateway must not hand on. */
export function vendorHeaders(requestId: string): Record<string, string> {
  return {
    "request-id": requestId,
    "anthropic-organization-id": "00000000-0000-4000-8000-00000057a9d1",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
    "anthropic-ratelimit-unified-status": "allowed",
    "anthropic-ratelimit-unified-reset": "1900000000",
    "cf-ray": "stand-in-EZE",
    "x-envoy-upstream-service-time": "1",
    server: "steward-llm-emulator",
    via: "1.1 stand-in",
  };
}

export type Answering = { response: ServerResponse; entry: JournalEntry; requestId: string };

export function sendJson({ response, entry, requestId }: Answering, status: number, body: unknown): void {
  entry.status = status;
  response.writeHead(status, { ...vendorHeaders(requestId), "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

export function refuse(answering: Answering, status: number, message: string): void {
  answering.entry.outcome = "refused";
  sendJson(answering, status, errorBody(status, message, answering.requestId));
}

export function refuseAsScripted(answering: Answering, fault: Extract<Fault, { kind: "status" }>): void {
  const { response } = answering;
  if (fault.retryAfterSeconds !== null) response.setHeader("retry-after", String(fault.retryAfterSeconds));
  if (fault.shouldRetry !== null) response.setHeader("x-should-retry", String(fault.shouldRetry));
  const words = fault.status === 529 ? "Overloaded" : `The stand-in was told to answer ${fault.status}`;
  refuse(answering, fault.status, words);
}

export function sendMessage(answering: Answering, reply: Reply): void {
  answering.entry.charged = reply.usage;
  answering.entry.outcome = "complete";
  sendJson(answering, 200, asMessage(reply));
}

type Breaking = Extract<Fault, { kind: "reset" | "truncate" | "error" }>;
type StreamOptions = { delayMs: number; breaking: Breaking | null };

const OUTCOMES: Record<Breaking["kind"], Outcome> = { reset: "reset", truncate: "truncated", error: "error" };

/** Streams an answer at the reader's pace; what was sent when it breaks or the reader leaves is what is charged. */
export async function sendStream(answering: Answering, reply: Reply, options: StreamOptions): Promise<void> {
  const { response, entry, requestId } = answering;
  entry.status = 200;
  entry.charged = { ...reply.usage, output_tokens: 1 };
  response.writeHead(200, {
    ...vendorHeaders(requestId),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  let contentEvents = 0;
  let outputTokens = 0;
  for (const event of asEvents(reply)) {
    if (event.name === "content_block_delta") {
      if (options.breaking && contentEvents >= options.breaking.after) {
        breakOff(answering, options.breaking);
        return;
      }
      contentEvents += 1;
      outputTokens += event.tokens;
      if (options.delayMs > 0) await sleep(options.delayMs);
    }
    if (response.destroyed) {
      entry.outcome = "aborted";
      return;
    }
    if (event.name === "content_block_delta") entry.charged.output_tokens = outputTokens;
    if (!response.write(`event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`)) await drained(response);
  }
  entry.outcome = "complete";
  response.end();
}

async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.once("close", leave);
  try {
    await once(response, "drain", { signal: gone.signal });
  } catch {
    // The reader left; the caller sees the destroyed response and records it.
  } finally {
    response.off("close", leave);
  }
}

function breakOff({ response, entry, requestId }: Answering, { kind }: Breaking): void {
  entry.outcome = OUTCOMES[kind];
  if (kind === "error") {
    const data = JSON.stringify(errorBody(529, "Overloaded", requestId));
    response.end(`event: error\ndata: ${data}\n\n`);
  } else if (kind === "truncate") response.end();
  else response.destroy();
}

/** Reads a body up to the vendor's limit of 32 MB; null when it is larger. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= 32 * 1024 * 1024) chunks.push(chunk);
  }
  return bytes <= 32 * 1024 * 1024 ? Buffer.concat(chunks) : null;
}
