import { systemPool } from "@/server/system-db";

export type AccountsHealth = { spend: boolean; log: boolean };

/** Whether holds can be taken and the log can be written right now: the functions are there, and so is the log's current month. */
export async function checkAccounts(): Promise<AccountsHealth> {
  const { rows } = await systemPool().query<AccountsHealth>(
    `select to_regprocedure('hold(jsonb)') is not null and exists (select from budgets limit 1) is not null as spend,
            to_regclass('activity_logs_' || to_char(now() at time zone 'UTC', 'YYYY_MM')) is not null as log`,
  );
  return rows[0] ?? { spend: false, log: false };
}
