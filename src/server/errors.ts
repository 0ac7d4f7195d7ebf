import type { z } from "zod";

/** The few kinds of failure a caller can act on. Each edge maps them once to its own protocol. */
export const ERROR_CODES = [
  "NOT_FOUND",
  "FORBIDDEN",
  "UNAUTHENTICATED",
  "CONFLICT",
  "STALE",
  "INVALID",
  "LIMIT_EXCEEDED",
  "RATE_LIMITED",
  "UNAVAILABLE",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type ErrorDetails = {
  /** The input's field at fault, as a dotted path. */
  field?: string;
  /** What the person can do next, as a sentence. */
  remedy?: string;
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** A failure whose message may be shown to the person who caused it. Anything else is answered as an internal error. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly remedy: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "DomainError";
    this.code = code;
    this.field = details.field;
    this.remedy = details.remedy;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The HTTP status of each code: one table for every HTTP edge of ours. */
export const HTTP_STATUS: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  CONFLICT: 409,
  STALE: 409,
  INVALID: 400,
  LIMIT_EXCEEDED: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** Parses an input, naming the first field at fault and what it wants. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error);
}

/** What a schema found wrong, as a failure that names the first field at fault. */
export function invalidInput(error: z.ZodError): DomainError {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  const reason = issue?.message ?? "Not as expected";
  return new DomainError("INVALID", field ? `${field}: ${reason}` : reason, {
    ...(field && { field }),
    cause: error,
  });
}

/** Postgres's own code of a failed statement, however the client wrapped it; undefined when it is no database error. */
export function postgresCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 5; depth += 1) {
    const { code, originalCode, cause, meta } = at as Record<string, unknown>;
    if (typeof originalCode === "string") return originalCode;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
    at =
      cause ??
      (typeof meta === "object" && meta !== null ? (meta as Record<string, unknown>).driverAdapterError : undefined);
  }
  return undefined;
}

/** True when a statement failed because a unique key already has the value: Prisma's P2002 or Postgres's 23505. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "P2002") return true;
  return postgresCode(error) === "23505";
}
