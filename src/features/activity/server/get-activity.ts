import { DomainError } from "@/server/errors";
import { query } from "@/server/query";
import { GetActivityInput } from "../schemas";
import { ACTIVITY_VIEW, activityItem } from "./internal/activity-view";

/**
 * One row of the log, whole: who did what from where, before and after, and its place in the chain. What people wrote or
 * received (`content`) is not in it: reading that needs its own permission and is logged itself. Throws NOT_FOUND.
 */
export const getActivity = query({
  permission: "activity:read",
  target: "within",
  input: GetActivityInput,
  async run({ db, input, within }) {
    const row = await db.activityLog.findFirst({
      where: { AND: [within.ofEmployee, { id: input.activityId, createdAt: input.at }] },
      select: { ...ACTIVITY_VIEW, payload: true, seq: true, hash: true, onBehalfOf: true, clientVersion: true },
    });
    if (!row) throw new DomainError("NOT_FOUND", "This entry does not exist, or is not yours to see.");
    return {
      ...activityItem(row),
      payload: row.payload,
      onBehalfOf: row.onBehalfOf,
      clientVersion: row.clientVersion,
      /** Null until the sequencer has numbered it, moments after commit. */
      seq: row.seq === null ? null : row.seq.toString(),
      hash: row.hash === null ? null : Buffer.from(row.hash).toString("hex"),
    };
  },
});
