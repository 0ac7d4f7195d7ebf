import { hostname } from "node:os";
import { z } from "zod";
import { newId } from "@/lib/ids";
import { onceInProcess } from "@/server/once";
import { systemPool } from "@/server/system-db";
import { GroupCommitter } from "./group-committer";
import type { CallToHold, Standing } from "./types";
import { WaitLines } from "./wait-line";

/** How long a hold outlives the last sign of life of the process that took it. */
export const HOLD_SECONDS = 60;

/** This process, as its holds name it. The first part is the same after a restart, the second never. */
const holder = onceInProcess("budgets.holder", () => ({ place: hostname(), run: newId() }));

/** Names the place a process runs at, such as its port: a successor there knows that its predecessor's holds are orphans. */
export function nameHolder(place: string): void {
  holder().place = `${hostname()}:${place}`;
}

/** What this process writes as `holder` of its holds. */
export function holderName(): string {
  return `${holder().place}/${holder().run}`;
}

export type HoldItem = { hold: string; call: CallToHold; arrivedAt: number };

const StandingRow = z.object({
  id: z.string(),
  budget: z.string(),
  scope: z.enum(["ORG", "EMPLOYEE"]),
  period: z.enum(["DAY", "MONTH"]),
  mode: z.enum(["EXACT", "BOUNDED", "SOFT"]),
  limit: z.string(),
  spent: z.string(),
  held: z.string(),
  starts: z.string(),
  ends: z.string(),
  zone: z.string(),
});
type Row = { event: string; outcome: "held" | "waiting" | "too_large" | "spent"; standing: unknown };
export type HoldRow = { outcome: Row["outcome"]; standing: Standing | null };

function asRow({ hold, call, arrivedAt }: HoldItem): object {
  const { teamId, tokenSource, metadata, estimate } = call;
  const lines = estimate.map(({ skuId, skuPriceId, quantity, cost }) => ({
    sku: skuId,
    price: skuPriceId,
    quantity,
    cost: cost.toFixed(10),
  }));
  return {
    hold,
    event: call.eventId,
    org: call.orgId,
    employee: call.employeeId,
    budgeted: call.isBudgeted,
    arrived: arrivedAt,
    worst: call.worst.toFixed(10),
    likely: call.likely.toFixed(10),
    expected: call.expected.toFixed(10),
    holder: holderName(),
    context: { team: teamId, tokenSource, metadata, lines },
    ttl: HOLD_SECONDS,
  };
}

async function flush(items: HoldItem[]): Promise<HoldRow[]> {
  const { rows } = await systemPool().query<Row>({
    name: "hold",
    text: "select event, outcome, standing from hold($1::jsonb)",
    values: [JSON.stringify(items.map(asRow))],
  });
  const byEvent = new Map(rows.map((row) => [row.event, row]));
  return items.map(({ call }) => {
    const row = byEvent.get(call.eventId);
    if (!row) throw new Error(`hold() said nothing about ${call.eventId}`);
    return { outcome: row.outcome, standing: row.standing === null ? null : StandingRow.parse(row.standing) };
  });
}

/** Where the calls of one process get their money: they share commits, and they wait in one order. */
export type HoldDesk = { holds: GroupCommitter<HoldItem, HoldRow>; lines: WaitLines };

/** A desk of its own; the process has one, tests that play several gateways make more. */
export function newDesk(): HoldDesk {
  return { holds: new GroupCommitter<HoldItem, HoldRow>(flush, { maxBatch: 250 }), lines: new WaitLines() };
}

/** The desk of this process. */
export const holdDesk = onceInProcess("budgets.hold-desk", newDesk);
