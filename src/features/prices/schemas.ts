import { z } from "zod";

/** What a model call is charged for. Tokens are priced per million, searches per thousand. */
export const COMPONENTS = [
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "web_search_requests",
] as const;
export type Component = (typeof COMPONENTS)[number];

const Amount = z.string().regex(/^\d+(\.\d+)?$/, "Use a decimal amount of US dollars");
const Tier = z.strictObject({ above: z.number().int().positive().nullable(), cost: Amount });

/** List prices with where they come from and when they were read there. */
export const PriceDocument = z.strictObject({
  source: z.string().min(1).max(200),
  date: z.iso.date(),
  models: z
    .array(
      z.strictObject({
        provider: z.string().min(1).max(50),
        model: z.string().min(1).max(200),
        components: z.partialRecord(z.enum(COMPONENTS), z.array(Tier).min(1).max(10)),
      }),
    )
    .max(10_000),
});
export type PriceDocument = z.output<typeof PriceDocument>;

export const ListPricesInput = z.strictObject({
  provider: z.string().max(50).optional(),
  search: z.string().trim().max(100).optional(),
});
