import { z } from "zod";
import { EVENT_CATEGORIES, EVENT_TYPES } from "@/contracts/events";

/** A row's place in the log: its time and, among rows of one millisecond, its id. */
export const ActivityCursor = z.strictObject({ at: z.date(), id: z.uuid() });
export type ActivityCursor = z.output<typeof ActivityCursor>;

/** What the log can be narrowed to. Filters add up; an absent one narrows nothing. */
export const ActivityFilter = z.strictObject({
  category: z.enum(EVENT_CATEGORIES).optional(),
  type: z.enum(EVENT_TYPES).optional(),
  employeeId: z.uuid().optional(),
  /** The thing a change was about: a policy's, device's or budget's id. */
  targetId: z.uuid().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type ActivityFilter = z.output<typeof ActivityFilter>;

export const ListActivityInput = ActivityFilter.extend({
  /** Rows older than this one, newest first. */
  before: ActivityCursor.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

export const TailActivityInput = ActivityFilter.extend({
  /** Rows newer than this one; what was written late still comes, because the tail looks back a little. */
  after: ActivityCursor,
  limit: z.number().int().min(1).max(200).default(100),
});

export const GetActivityInput = z.strictObject({ activityId: z.uuid(), at: z.date() });
