import { z } from "zod";

const DAY_MS = 86_400_000;
const MAX_DAYS = 400;

const Range = { from: z.coerce.date(), to: z.coerce.date() };

function isBounded({ from, to }: { from: Date; to: Date }): boolean {
  return to > from && to.getTime() - from.getTime() <= MAX_DAYS * DAY_MS;
}
const BOUNDED = {
  message: `Ask for a time span that ends after it begins, of at most ${String(MAX_DAYS)} days`,
  path: ["to"],
};

/** What the ledger can be summed by. */
export const USAGE_DIMENSIONS = ["day", "employee", "team", "model", "component", "tokenSource"] as const;

export const UsageByInput = z
  .strictObject({ ...Range, by: z.enum(USAGE_DIMENSIONS), employeeId: z.uuid().optional() })
  .refine(isBounded, BOUNDED);

export const ListChargesInput = z
  .strictObject({
    ...Range,
    employeeId: z.uuid().optional(),
    teamId: z.uuid().optional(),
    model: z.string().max(200).optional(),
    tokenSource: z.enum(["company", "personal", "platform"]).optional(),
    cursor: z.strictObject({ occurredAt: z.coerce.date(), id: z.uuid() }).optional(),
    limit: z.number().int().min(1).max(200).default(50),
  })
  .refine(isBounded, BOUNDED);
