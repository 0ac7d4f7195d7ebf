import type { EventType } from "@/contracts/events";
import type { Usd } from "@/lib/money";

export type TokenSource = "personal" | "company" | "platform";

/** One SKU's share of a call. */
export type LedgerLine = { skuId: string; skuPriceId: string; quantity: number; cost: Usd };

/** Who caused a call and what is noted about it; never content. */
export type CallFacts = {
  /** Our request id: the ledger's idempotency key, the log row's id, and the `request-id` that telemetry repeats. */
  eventId: string;
  orgId: string;
  employeeId: string;
  teamId: string | null;
  tokenSource: TokenSource;
  metadata: Record<string, string | number | boolean | null>;
};

/** A call that asks for money. */
export type CallToHold = CallFacts & {
  /** False when the organization does not pay for it: such a call is booked, but no budget stands in its way. */
  isBudgeted: boolean;
  /** What it costs if everything goes as badly as it can. */
  worst: Usd;
  /** What 999 of 1,000 such calls stay below. */
  likely: Usd;
  /** What such a call costs on average. */
  expected: Usd;
  /** What the sweeper books if nobody ever tells what it really cost; adds up to `likely`. */
  estimate: readonly LedgerLine[];
};

/** How the budget that is nearest to its limit stands. */
export type Standing = {
  /** The account of the current period. */
  id: string;
  budget: string;
  scope: "ORG" | "EMPLOYEE";
  period: "DAY" | "MONTH";
  mode: "EXACT" | "BOUNDED" | "SOFT";
  limit: string;
  spent: string;
  held: string;
  starts: string;
  ends: string;
  /** The organization's time zone, in which the period is counted. */
  zone: string;
};

export type HoldAnswer =
  | { outcome: "held"; standing: Standing | null }
  /** `spent`: the limit is reached. `too_large`: this call alone could pass an exact limit. `busy`: others hold the money. */
  | { outcome: "spent" | "too_large" | "busy"; standing: Standing };

/** The row of the log that is written with a settlement. */
export type SettlementLog = {
  id: string;
  type: EventType;
  employeeId: string;
  actor: object;
  sessionId: string | null;
  clientName: string | null;
  clientVersion: string | null;
  payload: object;
};

/** A finished call. Without lines it cost nothing, and only its hold is released and its log row written. */
export type Settlement = CallFacts & {
  source: string;
  isEstimated: boolean;
  /** When it happened, if that is not now: a seed writes history. */
  occurredAt?: Date;
  lines: readonly LedgerLine[];
  log: SettlementLog | null;
};
