import { query } from "@/server/query";
import { ListActivityInput } from "../schemas";
import { ACTIVITY_VIEW, activityItem, activityWhere } from "./internal/activity-view";

/**
 * The log within the actor's reach, newest first: one's own rows, one's teams' or everybody's. Rows that are about nobody
 * (jobs, the organization itself) are for those who read the whole log. A page ends with the cursor of the next, or null.
 */
export const listActivity = query({
  permission: "activity:read",
  target: "within",
  input: ListActivityInput,
  async run({ db, input, within }) {
    const { before, limit, ...filter } = input;
    const older = before && {
      OR: [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }],
    };
    const rows = await db.activityLog.findMany({
      where: { AND: [within.ofEmployee, activityWhere(filter), older ?? {}] },
      select: ACTIVITY_VIEW,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(activityItem);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
  },
});
