import { query } from "@/server/query";
import { TailActivityInput } from "../schemas";
import { ACTIVITY_VIEW, activityItem, activityWhere } from "./internal/activity-view";

/** A transaction that was open this long may still commit rows that are older than the newest one seen. */
const LATE_MS = 10_000;

/**
 * What came after a row, newest first, for pages that follow the log. It looks back a little further than asked, because
 * a row carries the time its transaction began: the caller knows by the ids which rows it has already.
 */
export const tailActivity = query({
  permission: "activity:read",
  target: "within",
  input: TailActivityInput,
  async run({ db, input, within }) {
    const { after, limit, ...filter } = input;
    const rows = await db.activityLog.findMany({
      where: {
        AND: [within.ofEmployee, activityWhere(filter), { createdAt: { gte: new Date(after.at.getTime() - LATE_MS) } }],
      },
      select: ACTIVITY_VIEW,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
    });
    return rows.map(activityItem);
  },
});
