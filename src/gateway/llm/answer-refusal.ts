import type { ServerResponse } from "node:http";
import { DomainError } from "@/server/errors";
import { log } from "@/server/log";
import { toVendorError, vendorBody } from "../vendor-error";
import { counterUnreadable } from "./budget-answers";
import { Refusal } from "./refusal";

/**
 * Any failure as the model path tells it. What cannot be checked is refused the way the client shows best; what nobody
 * foresaw is logged whole and told as overload, which the client retries.
 */
export function toRefusal(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DomainError) {
    if (error.code === "UNAVAILABLE") {
      log().warn({ err: error, requestId }, "a model call could not be judged");
      return counterUnreadable();
    }
    return new Refusal(toVendorError(error), error.code.toLowerCase());
  }
  log().error({ err: error, requestId }, "a model call failed");
  return new Refusal(
    {
      status: 529,
      type: "overloaded_error",
      message: "Something went wrong on Steward's side before the call was made. Your agent tries again by itself.",
      headers: { "retry-after": "5" },
    },
    "internal",
  );
}

/** Sends a refusal, in the vendor's envelope. `request_id` is the id of the log's row about it. */
export function answerRefusal(response: ServerResponse, refusal: Refusal, requestId: string): void {
  if (response.headersSent || response.destroyed) return;
  const { status, type, message, headers } = refusal;
  const body = vendorBody({ status, type, message, headers }, requestId);
  response.writeHead(status, {
    ...headers,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "request-id": requestId,
  });
  response.end(body);
}
