import { env } from "@/env";
import { type HoldAnswer, MAX_WAIT_MS, type Standing } from "@/features/budgets/server";
import { type Usd, formatUsd, usd } from "@/lib/money";
import { DO_NOT_RETRY } from "../vendor-error";
import { Refusal } from "./refusal";

const RETRY_SECONDS = 10;
const UNIFIED = "anthropic-ratelimit-unified";
/** At these shares of a limit the client shows its own notice. Source: the client's gateway protocol. */
const THRESHOLDS = [0.95, 0.75];

type Refused = Exclude<HoldAnswer, { outcome: "held" }>;

/** Where people see what is spent. */
export function spendPage(orgSlug: string): string {
  return `${env.stewardUrl}/${orgSlug}/spend`;
}

function budgetName({ scope, period }: Standing): string {
  const whose = scope === "ORG" ? "Your organization's" : "Your own";
  return `${whose} ${period === "DAY" ? "daily" : "monthly"} budget`;
}

function resetText({ ends, zone }: Standing): string {
  const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: zone });
  return `${when.format(new Date(ends))} (${zone})`;
}

function unixSeconds(instant: string): number {
  return Math.floor(new Date(instant).getTime() / 1_000);
}

function secondsUntil(instant: string, now: Date): number {
  return Math.max(1, Math.ceil((new Date(instant).getTime() - now.getTime()) / 1_000));
}

/** What a refused hold is to the person who made the call: which limit, how much, until when, and what to do. */
export function budgetRefusal(answer: Refused, call: { orgSlug: string; worst: Usd; now: Date }): Refusal {
  const { standing, outcome } = answer;
  const facts = {
    budgetId: standing.budget,
    limitUsd: standing.limit,
    spentUsd: standing.spent,
    heldUsd: standing.held,
  };
  const page = spendPage(call.orgSlug);
  switch (outcome) {
    case "spent":
      return new Refusal(spentAnswer(standing, { page, now: call.now }), "budget_spent", facts);
    case "too_large":
      return new Refusal(
        {
          status: 429,
          type: "rate_limit_error",
          message:
            `This call could cost up to ${formatUsd(call.worst)}, and ${formatUsd(leftOf(standing))} is left of ` +
            `${lower(budgetName(standing))} of ${formatUsd(usd(standing.limit))}, which is never exceeded. ` +
            `Ask for less at a time (a new session, a lower CLAUDE_CODE_MAX_OUTPUT_TOKENS, a smaller model), or see ${page}.`,
          headers: DO_NOT_RETRY,
        },
        "budget_call_too_large",
        facts,
      );
    case "busy":
      return new Refusal(
        {
          status: 429,
          type: "rate_limit_error",
          message:
            `Other calls in progress hold what is left of ${lower(budgetName(standing))} ` +
            `(${formatUsd(usd(standing.spent))} spent and ${formatUsd(usd(standing.held))} held of ` +
            `${formatUsd(usd(standing.limit))}). This call waited ${String(MAX_WAIT_MS / 1_000)} seconds; ` +
            `it may go as soon as one of them is done, so try again in ${String(RETRY_SECONDS)} seconds. See ${page}.`,
          headers: { "retry-after": String(RETRY_SECONDS) },
        },
        "budget_held",
        facts,
      );
  }
}

function spentAnswer(standing: Standing, { page, now }: { page: string; now: Date }) {
  const reset = String(unixSeconds(standing.ends));
  const whom = standing.scope === "ORG" ? "an owner" : "your manager or an owner";
  return {
    status: 429,
    type: "billing_error" as const,
    message:
      `${budgetName(standing)} of ${formatUsd(usd(standing.limit))} is used up ` +
      `(${formatUsd(usd(standing.spent))} spent). It resets on ${resetText(standing)}. ` +
      `Until then ${whom} can raise it: ${page}`,
    headers: {
      ...DO_NOT_RETRY,
      "retry-after": String(secondsUntil(standing.ends, now)),
      [`${UNIFIED}-status`]: "rejected",
      [`${UNIFIED}-reset`]: reset,
      [`${UNIFIED}-overage-reset`]: reset,
      [`${UNIFIED}-overage-utilization`]: "1",
      [`${UNIFIED}-overage-surpassed-threshold`]: "1",
      [`${UNIFIED}-overage-period`]: standing.period === "DAY" ? "daily" : "monthly",
      [`${UNIFIED}-overage-disabled-reason`]: "org_spend_cap_reached",
      ...(standing.scope === "ORG" && { [`${UNIFIED}-overage-scope`]: "group_pool" }),
    },
  };
}

/** When nobody can say how much is left, nothing is spent. */
export function counterUnreadable(): Refusal {
  return new Refusal(
    {
      status: 429,
      type: "rate_limit_error",
      message:
        "Steward cannot read the budgets right now, so it lets no call through that could pass one. " +
        "Nothing was sent and nothing was spent. Try again in a minute; if it stays, tell your administrator.",
      headers: { ...DO_NOT_RETRY, [`${UNIFIED}-overage-disabled-reason`]: "fetch_error" },
    },
    "counter_unreadable",
  );
}

/** How the caller stands against the budget that is nearest to its limit: on every good answer, for the client's own notice. */
export function standingHeaders(standing: Standing | null): Record<string, string> {
  if (standing === null) return {};
  const limit = usd(standing.limit);
  const share = limit.isZero() ? 1 : usd(standing.spent).div(limit).toNumber();
  const utilization = Math.min(0.99, Math.floor(share * 100) / 100);
  const passed = THRESHOLDS.find((threshold) => utilization >= threshold);
  const status = passed === undefined ? "allowed" : "allowed_warning";
  const reset = String(unixSeconds(standing.ends));
  return {
    [`${UNIFIED}-status`]: status,
    [`${UNIFIED}-representative-claim`]: "overage",
    [`${UNIFIED}-overage-status`]: status,
    [`${UNIFIED}-overage-utilization`]: String(utilization),
    ...(passed !== undefined && { [`${UNIFIED}-overage-surpassed-threshold`]: String(passed) }),
    [`${UNIFIED}-reset`]: reset,
    [`${UNIFIED}-overage-reset`]: reset,
  };
}

function leftOf(standing: Standing): Usd {
  const left = usd(standing.limit).minus(usd(standing.spent));
  return left.isNegative() ? usd("0") : left;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
