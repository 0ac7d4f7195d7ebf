import { z } from "zod";

const DAY_MS = 86_400_000;
export const SPANS = [7, 30, 90] as const;

/** The span an address asks for; nonsense is the usual one. */
export const Days = z.coerce
  .number()
  .refine((days) => SPANS.some((span) => span === days))
  .catch(30);

/** The last `days` days up to now, and each day's name in the organization's time zone. */
export function lastDays(days: number, { timeZone, until }: { timeZone: string; until: Date }) {
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const names = Array.from({ length: days }, (_, ago) =>
    dayOf.format(new Date(until.getTime() - (days - 1 - ago) * DAY_MS)),
  );
  return { from: new Date(until.getTime() - days * DAY_MS), to: until, names: [...new Set(names)] };
}
