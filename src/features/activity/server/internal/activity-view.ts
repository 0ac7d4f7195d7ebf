import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { ActivityFilter } from "../../schemas";

/** The columns a list shows. Content and payload stay behind: a list of a thousand rows does not need them. */
export const ACTIVITY_VIEW = {
  id: true,
  createdAt: true,
  eventType: true,
  eventCategory: true,
  actor: true,
  trust: true,
  clientName: true,
  payload: true,
  employee: { select: { id: true, fullName: true, email: true } },
} as const satisfies Prisma.ActivityLogSelect;

type ActivityRow = Prisma.ActivityLogGetPayload<{ select: typeof ACTIVITY_VIEW }>;

const ActorOnRow = z.object({
  kind: z.string().default("system"),
  email: z.string().optional(),
  ip: z.string().optional(),
});
const Subject = z.object({
  targetType: z.string().optional(),
  targetId: z.string().optional(),
  tool: z.string().optional(),
  model: z.string().optional(),
  reason: z.string().optional(),
});

/** One row as lists show it: who, what, about what. What a row does not say in the shape we know is left out. */
export function activityItem(row: ActivityRow) {
  const actor = ActorOnRow.safeParse(row.actor);
  const subject = Subject.safeParse(row.payload);
  return {
    id: row.id,
    at: row.createdAt,
    type: row.eventType,
    category: row.eventCategory,
    isFromDevice: row.trust === "DEVICE",
    client: row.clientName,
    actor: actor.success ? actor.data : { kind: "system" },
    employee: row.employee,
    subject: subject.success ? subject.data : {},
  };
}

/** The filters as a `where`. */
export function activityWhere(filter: ActivityFilter): Prisma.ActivityLogWhereInput {
  const { category, type, employeeId, targetId, from, to } = filter;
  return {
    ...(category !== undefined && { eventCategory: category }),
    ...(type !== undefined && { eventType: type }),
    ...(employeeId !== undefined && { employeeId }),
    ...(targetId !== undefined && { payload: { path: ["targetId"], equals: targetId } }),
    ...((from ?? to) !== undefined && {
      createdAt: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lt: to }) },
    }),
  };
}
