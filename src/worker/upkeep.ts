import type { Engine } from "@/engine";
import { now } from "@/server/clock";
import { type Schedule, defineSchedule } from "@/server/jobs";
import { log } from "@/server/log";
import { anchorBeforeDrop, anchorHeads } from "@/server/log-anchors";
import { systemPool } from "@/server/system-db";

const DAY_MS = 86_400_000;
/** How long the engine keeps what it ran: long enough to look at yesterday. */
const FINISHED_RUNS_MS = DAY_MS;
/** The settings' own defaults, for organizations that never chose. */
const DEFAULT_RETENTION_DAYS = { activity: 400, interactions: 30 };

/**
 * What can be forgotten a while after it ended. It stays that long so that a replay is recognized, and so that people can
 * see what ended when.
 */
const EXPIRED = {
  email_verification_tokens: "expires_at < now() - interval '7 days'",
  password_reset_tokens: "expires_at < now() - interval '7 days'",
  device_authorizations: "expires_at < now() - interval '1 day'",
  access_tokens: "expires_at < now() - interval '1 day'",
  refresh_tokens: "expires_at < now() - interval '7 days'",
  sessions: "least(expires_at, coalesce(revoked_at, expires_at)) < now() - interval '30 days'",
  rate_limits: "expire < extract(epoch from now()) * 1000",
  email_outbox: "status = 'sent' and sent_at < now() - interval '90 days'",
} as const;

/** Partitions are made months ahead: a row without one to go to would be a failed sign-in, call or change. */
async function makePartitions(): Promise<void> {
  await systemPool().query("select ensure_partitions()");
}

/** The first moment of the month that lies this many days back: partitions go by whole months. */
function monthBefore(days: number): Date {
  const then = new Date(now().getTime() - days * DAY_MS);
  return new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth(), 1));
}

/**
 * Lets go of what nobody may keep any longer: an organization's own retention blanks contents, the longest of all drops
 * whole months. Digests and signed anchors stay, so the log still verifies.
 */
async function enforceRetention(): Promise<void> {
  const { rows } = await systemPool().query<{ id: string; activity: number; interactions: number }>(
    `select id, coalesce((settings -> 'retentionDays' ->> 'activity')::int, $1) as activity,
            coalesce((settings -> 'retentionDays' ->> 'interactions')::int, $2) as interactions
       from organizations`,
    [DEFAULT_RETENTION_DAYS.activity, DEFAULT_RETENTION_DAYS.interactions],
  );
  if (rows.length === 0) return;
  for (const { id, activity } of rows) {
    await systemPool().query("select blank_activity($1, $2)", [id, new Date(now().getTime() - activity * DAY_MS)]);
  }
  const oldestLog = monthBefore(Math.max(...rows.map((row) => row.activity)));
  const oldestInteraction = monthBefore(Math.max(...rows.map((row) => row.interactions)));
  await anchorBeforeDrop(oldestLog);
  const dropped: string[] = [];
  for (const [table, before] of [
    ["activity_logs", oldestLog],
    ["llm_interaction_logs", oldestInteraction],
    ["tool_interaction_logs", oldestInteraction],
  ] as const) {
    const answer = await systemPool().query<{ name: string }>("select * from drop_partitions($1, $2) as name", [
      table,
      before,
    ]);
    dropped.push(...answer.rows.map((row) => row.name));
  }
  if (dropped.length > 0) log().info({ dropped }, "dropped partitions after their retention");
}

async function forgetExpired(): Promise<void> {
  for (const [table, condition] of Object.entries(EXPIRED)) {
    await systemPool().query(`delete from ${table} where ${condition}`);
  }
}

/** The house's own schedules. What belongs to a feature stands in that feature's jobs. */
export function upkeepSchedules(engine: Engine): Schedule[] {
  return [
    defineSchedule({ name: "partition.make", cron: "0 7 * * * *", run: makePartitions }),
    defineSchedule({ name: "retention.enforce", cron: "0 20 3 * * *", run: enforceRetention }),
    defineSchedule({ name: "expired.forget", cron: "0 27 * * * *", run: forgetExpired }),
    defineSchedule({
      name: "log.anchor",
      cron: "0 37 * * * *",
      run: async () => {
        await anchorHeads();
      },
    }),
    defineSchedule({
      name: "engine.forget",
      cron: "0 47 * * * *",
      run: async () => {
        await engine.deleteFinished(new Date(now().getTime() - FINISHED_RUNS_MS));
      },
    }),
  ];
}
