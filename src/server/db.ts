import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { databaseUrlOf } from "./db-urls";
import { onceInProcess } from "./once";

declare const scope: unique symbol;

/** A transaction that sees one organization and nothing else. Only `withOrg` makes one. */
export type OrgDb = Prisma.TransactionClient & { readonly [scope]: "org" };

/** A transaction of the system's login, which sees every organization. Only the helpers of `src/server` make one. */
export type SystemDb = Prisma.TransactionClient & { readonly [scope]: "system" };

/** What code that joins its caller's transaction takes: whichever of the two it is. */
export type Db = OrgDb | SystemDb;

const web = onceInProcess("db.web", () => {
  const adapter = new PrismaPg({ connectionString: databaseUrlOf("steward_web"), max: 10 });
  return new PrismaClient({ adapter });
});

/**
 * Runs `work` in one transaction under row-level security: role `tenant`, one organization, read-only when asked.
 *
 * All three settings are local to the transaction, so nothing survives into the next one and a transaction pooler may
 * sit in between. Rows of other organizations do not exist for it; new rows take the organization by default.
 */
export function withOrg<T>(
  orgId: string,
  work: (db: OrgDb) => Promise<T>,
  mode: "write" | "read" = "write",
): Promise<T> {
  const readOnly = mode === "read" ? "on" : "off";
  return web().$transaction(
    async (tx) => {
      await tx.$queryRaw`
        select set_config('role', 'tenant', true),
               set_config('app.org_id', ${orgId}, true),
               set_config('transaction_read_only', ${readOnly}, true)`;
      return work(tx as OrgDb);
    },
    { maxWait: 5_000, timeout: 15_000 },
  );
}

/** Closes the pool; for a process that ends. */
export async function closeDb(): Promise<void> {
  await web().$disconnect();
}
