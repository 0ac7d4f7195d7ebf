import type { IncomingMessage } from "node:http";
import { DO_NOT_RETRY } from "../vendor-error";
import { CallerGone, Refusal } from "./refusal";

/** What the Messages API itself takes at most. Source: the vendor's request limits, 32 MB. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** A sender who is told "too large" before having sent it all may only see a broken connection. */
const DRAIN_BYTES = 4 * MAX_BODY_BYTES;

/**
 * Reads a request's body whole: its size decides what is set aside for the call. The bytes go on as they came.
 *
 * @throws Refusal 411 without a length, 413 over 32 MB, 400 for a compressed body; CallerGone when it breaks off.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const length = lengthOf(request);
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw badRequest(`content-encoding: bodies must not be compressed, this one is ${encoding}.`, "compressed");
  }
  if (length > MAX_BODY_BYTES) {
    await drain(request);
    throw new Refusal(
      {
        status: 413,
        type: "request_too_large",
        message: `This request has ${String(Math.ceil(length / 1024 / 1024))} MB; 32 MB is the most that is taken. Start a new session, or attach less.`,
        headers: DO_NOT_RETRY,
      },
      "too_large",
    );
  }
  const body = Buffer.allocUnsafe(length);
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.copy(body, size);
    });
    request.once("end", resolve);
    request.once("error", reject);
    request.once("close", resolve);
  });
  if (size < length) throw new CallerGone();
  return body;
}

function lengthOf(request: IncomingMessage): number {
  const header = request.headers["content-length"];
  if (header === undefined) {
    throw new Refusal(
      {
        status: 411,
        type: "invalid_request_error",
        message: "content-length: say how long the body is. It decides how much of a budget is set aside for the call.",
        headers: { ...DO_NOT_RETRY, connection: "close" },
      },
      "no_length",
    );
  }
  return Number(header);
}

export function badRequest(message: string, reason: string): Refusal {
  return new Refusal({ status: 400, type: "invalid_request_error", message, headers: DO_NOT_RETRY }, reason);
}

function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > DRAIN_BYTES) request.destroy();
    });
    request.once("end", resolve);
    request.once("close", resolve);
  });
}
