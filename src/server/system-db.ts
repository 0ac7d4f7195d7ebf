import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/generated/prisma/client";
import type { SystemDb } from "./db";
import { databaseUrlOf } from "./db-urls";
import { onceInProcess } from "./once";

const client = onceInProcess("db.system", () => {
  const adapter = new PrismaPg({ connectionString: databaseUrlOf("steward_system"), max: 6 });
  return new PrismaClient({ adapter });
});

const pool = onceInProcess("db.system.pool", () => {
  const made = new pg.Pool({
    connectionString: databaseUrlOf("steward_system"),
    max: 8,
    connectionTimeoutMillis: 3_000,
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  made.on("error", () => undefined);
  return made;
});

/**
 * The unscoped client, for sign-in, webhooks and sweeps. A new importer is a security review: the boundary check keeps
 * the list.
 */
export function systemDb(): PrismaClient {
  return client();
}

/** The unscoped pool of plain connections, for set-based hot paths. */
export function systemPool(): pg.Pool {
  return pool();
}

/** Runs `work` in one transaction of the system's login. */
export function withSystem<T>(work: (db: SystemDb) => Promise<T>, mode: "write" | "read" = "write"): Promise<T> {
  return client().$transaction(
    async (tx) => {
      if (mode === "read") await tx.$queryRaw`select set_config('transaction_read_only', 'on', true)`;
      return work(tx as SystemDb);
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
}

/** Closes both; for a process that ends. */
export async function closeSystemDb(): Promise<void> {
  await client().$disconnect();
  await pool().end();
}
