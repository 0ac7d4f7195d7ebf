import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ModelPrice, priceCall } from "@/features/prices/server";
import { sumUsd, usd } from "@/lib/money";
import { estimateCall } from "./estimate-call";
import { learn } from "./internal/learned-costs";

const component = (skuId: string, cost: string, per = 1_000_000) => ({
  skuId,
  per,
  tiers: [{ above: null, priceId: `${skuId}-price`, cost: usd(cost) }],
});
const price: ModelPrice = {
  provider: "anthropic",
  model: "claude-opus-5-5",
  components: new Map([
    ["input_tokens", component("input", "4")],
    ["output_tokens", component("output", "20")],
    ["cache_read_tokens", component("read", "0.2")],
    ["cache_write_5m_tokens", component("write5m", "5")],
    ["cache_write_1h_tokens", component("write1h", "8")],
    ["web_search_requests", component("search", "10", 1_000)],
  ]),
};
const call = { price, bodyBytes: 87_000, maxOutputTokens: 64_000, usesServerTools: false };

describe("what a call may cost", () => {
  test("is at worst every byte a token of the dearest input, and all of max_tokens", () => {
    expect(estimateCall({ ...call, client: "worst" }).worst.toFixed()).toBe("1.976");
    expect(estimateCall({ ...call, client: "worst", usesServerTools: true }).worst.toFixed()).toBe("3.776");
  });

  test("never costs more than its worst, whatever it uses of what it sent and asked for", () => {
    const sizes = fc.record({
      bodyBytes: fc.integer({ min: 50, max: 2_000_000 }),
      maxOutputTokens: fc.integer({ min: 1, max: 128_000 }),
    });
    const shares = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100));
    fc.assert(
      fc.property(sizes, shares, fc.nat(100), ({ bodyBytes, maxOutputTokens }, parts, written) => {
        const whole = parts.reduce((sum, part) => sum + part, 1);
        const [plain, read, write5m, write1h] = parts.map((part) => Math.floor((bodyBytes * part) / whole));
        const usage = {
          input_tokens: plain ?? 0,
          cache_read_tokens: read ?? 0,
          cache_write_5m_tokens: write5m ?? 0,
          cache_write_1h_tokens: write1h ?? 0,
          output_tokens: Math.floor((maxOutputTokens * written) / 100),
        };
        const { worst } = estimateCall({ client: "any", price, bodyBytes, maxOutputTokens, usesServerTools: false });

        expect(priceCall(price, usage).total.lessThanOrEqualTo(worst)).toBe(true);
      }),
    );
  });

  test("is expected below likely, and likely below worst; the sweeper's lines add up to likely", () => {
    const sizes = fc.record({
      bodyBytes: fc.integer({ min: 1, max: 500_000 }),
      maxOutputTokens: fc.integer({ min: 0, max: 128_000 }),
    });
    fc.assert(
      fc.property(sizes, (size) => {
        const { worst, likely, expected, lines } = estimateCall({ ...call, ...size, client: "order" });

        expect(expected.lessThanOrEqualTo(likely)).toBe(true);
        expect(likely.lessThanOrEqualTo(worst)).toBe(true);
        expect(
          sumUsd(lines.map(({ cost }) => cost))
            .minus(likely)
            .abs()
            .lessThan("0.000001"),
        ).toBe(true);
      }),
    );
  });

  test("is learned from the client's own calls, so that a hold fits what they cost", () => {
    const before = estimateCall({ ...call, client: "frugal" });
    for (let made = 0; made < 2_000; made += 1) {
      const outputTokens = made === 5 ? 4_000 : 100;
      learn({ client: "frugal", model: price.model, bodyBytes: 50_000, inputCost: 0.004, outputTokens });
    }

    const after = estimateCall({ ...call, client: "frugal" });

    expect(after.likely.lessThan(before.likely)).toBe(true);
    expect(after.likely.toNumber()).toBeGreaterThan(0.004 * (87 / 50) + 100 * 0.00002);
    expect(after.likely.toNumber()).toBeLessThan(0.02);
    expect(after.expected.toNumber()).toBeCloseTo(0.004 * (87 / 50) + 102 * 0.00002, 3);
    expect(after.worst.toFixed()).toBe(before.worst.toFixed());
    expect(estimateCall({ ...call, client: "stranger" }).likely.toFixed()).toBe(before.likely.toFixed());
  });
});
