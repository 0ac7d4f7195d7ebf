import { type ModelPrice, costOf, dearestInput, tierFor } from "@/features/prices/server";
import { type Usd, ZERO_USD, usd } from "@/lib/money";
import { beliefAbout } from "./internal/learned-costs";
import type { LedgerLine } from "./internal/types";

export type CallSize = {
  client: string;
  price: ModelPrice;
  bodyBytes: number;
  /** `max_tokens`: the vendor never writes more. */
  maxOutputTokens: number;
  /** The vendor may search or fetch on its own side: what it finds becomes input that no body shows. */
  usesServerTools: boolean;
};

export type CallEstimate = {
  worst: Usd;
  likely: Usd;
  expected: Usd;
  /** Adds up to `likely`. */
  lines: LedgerLine[];
};

/**
 * Until a client and model are known: three bytes of JSON to a token, all of it written to the five-minute cache, and a
 * long answer; on average four bytes to a token, mostly read from the cache, and a short one. Source: the traffic of
 * Claude Code 2.1, whose requests have 48 to 88 KB and whose answers are mostly tool calls.
 */
const PRIOR = { likely: { bytesPerToken: 3, output: 8_000 }, expected: { bytesPerToken: 4, output: 500 } };

/**
 * What a call that searches may find, at most: the vendor says no figure, so this is a long context window of findings
 * and more searches than it makes by itself.
 */
const FINDINGS = { tokens: 200_000, searches: 20 };

/**
 * What a call may cost, before it is made. The worst case takes every byte of the body for a token of the dearest class
 * of input, and the whole of `max_tokens` as output: no call costs more. `likely` is the learned 99.9th percentile of
 * that client and model, `expected` their mean.
 */
export function estimateCall({ client, price, bodyBytes, maxOutputTokens, usesServerTools }: CallSize): CallEstimate {
  const output = price.components.get("output_tokens");
  const input = price.components.get("input_tokens");
  const outputTier = output && tierFor(output, bodyBytes);
  const inputTier = input && tierFor(input, 0);
  if (!output || !input || !outputTier || !inputTier) throw new Error(`${price.model} has no complete price`);

  const belief = beliefAbout(client, price.model);
  const outputCost = (tokens: number): Usd => costOf(output, outputTier, Math.min(Math.ceil(tokens), maxOutputTokens));
  const findings = usesServerTools ? FINDINGS : { tokens: 0, searches: 0 };
  const worst = dearestInput(price, bodyBytes + findings.tokens)
    .times(bodyBytes + findings.tokens)
    .plus(outputCost(maxOutputTokens))
    .plus(searchCost(price, findings.searches))
    .toDecimalPlaces(10);

  const write = price.components.get("cache_write_5m_tokens") ?? input;
  const writeTier = tierFor(write, 0) ?? inputTier;
  const inputCost = (kind: "likely" | "expected"): Usd => {
    const learnt = belief.inputPerByte?.[kind];
    if (learnt !== undefined) return usd((learnt * bodyBytes).toFixed(10));
    const tokens = Math.ceil(bodyBytes / PRIOR[kind].bytesPerToken);
    return kind === "likely" ? costOf(write, writeTier, tokens) : costOf(input, inputTier, tokens).times("0.3");
  };

  const likelyOutput = Math.min(Math.ceil(belief.outputTokens?.likely ?? PRIOR.likely.output), maxOutputTokens);
  const likelyInput = atMost(inputCost("likely"), worst.minus(outputCost(likelyOutput)));
  const likely = likelyInput.plus(outputCost(likelyOutput)).toDecimalPlaces(10);
  const expectedOutput = belief.outputTokens?.expected ?? PRIOR.expected.output;
  const expected = atMost(inputCost("expected").plus(outputCost(expectedOutput)), likely).toDecimalPlaces(10);

  const inputTokens = likelyInput
    .times(input.per)
    .div(inputTier.cost.isZero() ? 1 : inputTier.cost)
    .ceil()
    .toNumber();
  const lines = [
    { skuId: input.skuId, skuPriceId: inputTier.priceId, quantity: inputTokens, cost: likelyInput.toDecimalPlaces(10) },
    { skuId: output.skuId, skuPriceId: outputTier.priceId, quantity: likelyOutput, cost: outputCost(likelyOutput) },
  ];
  return { worst, likely, expected, lines };
}

function searchCost({ components }: ModelPrice, searches: number): Usd {
  const search = components.get("web_search_requests");
  const tier = search && tierFor(search, 0);
  return search && tier ? costOf(search, tier, searches) : ZERO_USD;
}

function atMost(amount: Usd, limit: Usd): Usd {
  if (limit.isNegative()) return ZERO_USD;
  return amount.greaterThan(limit) ? limit : amount;
}
