import { systemPool } from "@/server/system-db";

/** How long a lease holds without being renewed. A process that is silent for longer counts as dead. */
export const LEASE_MS = 5_000;

const nameOf = (executorId: string): string => `worker/${executorId}`;

/** Takes or renews this process's lease and drops those that ended long ago. Time is the database's, for all alike. */
export async function renewLease(executorId: string): Promise<void> {
  await systemPool().query(
    `with gone as (delete from worker_leases where name like 'worker/%' and expires_at < clock_timestamp() - interval '1 day')
     insert into worker_leases (name, holder, expires_at)
     values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
     on conflict (name) do update set expires_at = excluded.expires_at`,
    [nameOf(executorId), executorId, LEASE_MS],
  );
}

/** Gives the lease back, so that others take over at once what could not be finished. */
export async function dropLease(executorId: string): Promise<void> {
  await systemPool().query("delete from worker_leases where name = $1", [nameOf(executorId)]);
}
