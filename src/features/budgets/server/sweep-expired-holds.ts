import { z } from "zod";
import { sumUsd, usd } from "@/lib/money";
import { newId } from "@/lib/ids";
import { systemPool } from "@/server/system-db";
import { holderName } from "./internal/hold-committer";
import { settlementRow } from "./internal/settle-committer";
import type { Settlement } from "./internal/types";

const Context = z.object({
  team: z.string().nullable(),
  tokenSource: z.enum(["personal", "company", "platform"]),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  lines: z.array(z.object({ sku: z.string(), price: z.string(), quantity: z.number(), cost: z.string() })),
});
type Orphan = { org_id: string; employee_id: string; source_event_id: string; context: unknown };

const BATCH = 200;
const KEPT_DAYS = 7;

/**
 * Books the holds that nobody will settle any more, each at its estimate and marked as such: those whose process has
 * given no sign of life for a minute, and, when this process replaced another at the same place, that one's at once. If
 * the true figure comes after all, it is booked as the difference.
 *
 * Not a command: it runs in every gateway at its start and each few seconds, and what it does is what `settle` does.
 *
 * @returns how many were booked.
 */
export async function sweepExpiredHolds(options: { isSuccessor?: boolean } = {}): Promise<number> {
  const place = options.isSuccessor === true ? `${holderName().split("/")[0] ?? ""}/` : null;
  let swept = 0;
  for (;;) {
    const count = await sweepOnce(place);
    swept += count;
    if (count < BATCH) break;
  }
  await systemPool().query(
    `delete from budget_holds where (status = 'WAITING' and expires_at < now() - interval '1 minute')
       or (status in ('SETTLED', 'RELEASED') and settled_at < now() - $1 * interval '1 day')`,
    [KEPT_DAYS],
  );
  return swept;
}

async function sweepOnce(place: string | null): Promise<number> {
  const client = await systemPool().connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<Orphan>(
      `select org_id, employee_id, source_event_id, context from budget_holds
       where status = 'HELD' and (expires_at < clock_timestamp() or (starts_with(holder, $1) and holder <> $2))
       order by id limit ${String(BATCH)} for update skip locked`,
      [place, holderName()],
    );
    if (rows.length > 0) {
      await client.query("select settle($1::jsonb)", [
        JSON.stringify(rows.map((row) => settlementRow(asEstimate(row)))),
      ]);
    }
    await client.query("commit");
    return rows.length;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function asEstimate(row: Orphan): Settlement {
  const { team, tokenSource, metadata, lines } = Context.parse(row.context);
  const ledger = lines.map(({ sku, price, quantity, cost }) => ({
    skuId: sku,
    skuPriceId: price,
    quantity,
    cost: usd(cost),
  }));
  return {
    eventId: row.source_event_id,
    orgId: row.org_id,
    employeeId: row.employee_id,
    teamId: team,
    tokenSource,
    metadata: { ...metadata, outcome: "unknown" },
    source: "gateway",
    isEstimated: true,
    lines: ledger,
    log: {
      id: newId(),
      type: "model.call",
      employeeId: row.employee_id,
      actor: { kind: "system", employeeId: row.employee_id },
      sessionId: null,
      clientName: null,
      clientVersion: null,
      payload: {
        ...metadata,
        requestId: row.source_event_id,
        outcome: "unknown",
        isEstimated: true,
        costUsd: sumUsd(ledger.map(({ cost }) => cost)).toFixed(10),
      },
    },
  };
}
