import type { VendorErrorType } from "../vendor-error";

/** A model call that is not made, or whose answer is ours: what the client is told, and what the log calls it. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: VendorErrorType;
  readonly headers: Record<string, string>;
  /** In the log: why. */
  readonly reason: string;
  /** What the log adds: rules, limits; never content. */
  readonly facts: Record<string, unknown>;

  constructor(
    answer: { status: number; type: VendorErrorType; message: string; headers?: Record<string, string> },
    reason: string,
    facts: Record<string, unknown> = {},
  ) {
    super(answer.message);
    this.name = "Refusal";
    this.status = answer.status;
    this.type = answer.type;
    this.headers = answer.headers ?? {};
    this.reason = reason;
    this.facts = facts;
  }
}

/** The caller went away before there was anything to answer. */
export class CallerGone extends Error {
  constructor() {
    super("the caller went away");
    this.name = "CallerGone";
  }
}
