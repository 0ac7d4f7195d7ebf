import type { DomainError } from "@/server/errors";

/** The kinds of failure that Claude Code tells apart. Source: the Messages API's errors and the client's own gateway protocol. */
export type VendorErrorType =
  | "api_error"
  | "authentication_error"
  | "billing_error"
  | "invalid_request_error"
  | "not_found_error"
  | "not_supported"
  | "overloaded_error"
  | "permission_error"
  | "policy_blocked"
  | "rate_limit_error"
  | "request_too_large";

export type VendorError = {
  status: number;
  type: VendorErrorType;
  message: string;
  headers: Record<string, string>;
};

/** Without it the client repeats a hopeless request for minutes. */
export const DO_NOT_RETRY = { "x-should-retry": "false" } as const;

/** The body of every failure on a vendor-shaped path. `request_id` is also the id of the log's row about it. */
export function vendorBody({ type, message }: VendorError, requestId: string): string {
  return JSON.stringify({ type: "error", error: { type, message }, request_id: requestId });
}

/** A domain failure in the vendor's words; the remedy becomes part of the sentence, because nothing else is shown. */
export function toVendorError(error: DomainError): VendorError {
  const message = error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`;
  const retryAfter: Record<string, string> =
    error.retryAfterSeconds === undefined ? {} : { "retry-after": String(error.retryAfterSeconds) };
  switch (error.code) {
    case "UNAUTHENTICATED":
      return { status: 401, type: "authentication_error", message, headers: DO_NOT_RETRY };
    case "FORBIDDEN":
      return { status: 403, type: "permission_error", message, headers: DO_NOT_RETRY };
    case "INVALID":
      return { status: 400, type: "invalid_request_error", message, headers: DO_NOT_RETRY };
    case "LIMIT_EXCEEDED":
      return { status: 413, type: "request_too_large", message, headers: DO_NOT_RETRY };
    case "RATE_LIMITED":
      return { status: 429, type: "rate_limit_error", message, headers: retryAfter };
    case "UNAVAILABLE":
      return { status: 529, type: "overloaded_error", message, headers: retryAfter };
    case "NOT_FOUND":
    case "CONFLICT":
    case "STALE":
      return { status: 400, type: "invalid_request_error", message, headers: DO_NOT_RETRY };
  }
}
