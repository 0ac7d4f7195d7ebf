import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { type Usd, usd } from "@/lib/money";
import { systemPool } from "@/server/system-db";
import { type TestEmployee, newEmployee, newOrg } from "@/test/factories";
import { hold } from "../hold";
import { settle, settled } from "../settle";
import { sweepExpiredHolds } from "../sweep-expired-holds";
import { type HoldDesk, newDesk } from "./hold-committer";
import { letGo } from "./keep-alive";
import type { CallToHold, HoldAnswer, LedgerLine, Settlement } from "./types";

type Mode = "EXACT" | "BOUNDED" | "SOFT";
const never = new AbortController().signal;
let sku: { skuId: string; skuPriceId: string };

beforeAll(async () => {
  await newOrg();
  const { rows } = await systemPool().query<{ id: string }>("select id from organizations where type = 'APP'");
  const skuId = newId();
  const skuPriceId = newId();
  await systemPool().query(
    `insert into integration_registry (id, org_id, provider_name, model_name, service_sku, component_type)
     values ($1, $2, 'test', $3, $3, 'input_tokens')`,
    [skuId, rows[0]?.id, `sku-${skuId}`],
  );
  await systemPool().query(
    "insert into sku_prices (id, org_id, sku_id, internal_cost, effective_from, source) values ($1, $2, $3, 1, now(), 'test')",
    [skuPriceId, rows[0]?.id, skuId],
  );
  sku = { skuId, skuPriceId };
});

async function orgWithBudget(limit: string | null, mode: Mode) {
  const org = await newOrg();
  const person = await newEmployee(org);
  await systemPool().query(
    `insert into budgets (org_id, scope, period, limit_usd, mode) values ($1, 'ORG', 'MONTH', $2, $3)
     on conflict (org_id, scope, team_id, employee_id, agent_id, entity_id, period)
     do update set limit_usd = excluded.limit_usd, mode = excluded.mode`,
    [org.id, limit, mode],
  );
  return { org, person };
}

function line(cost: Usd): LedgerLine {
  return { ...sku, quantity: 1, cost };
}

type Amounts = { worst: string; likely?: string; expected?: string };

function callOf(person: TestEmployee, { worst, likely = worst, expected = "0.01" }: Amounts): CallToHold {
  return {
    eventId: newId(),
    orgId: person.orgId,
    employeeId: person.id,
    teamId: null,
    tokenSource: "platform",
    metadata: { model: "test" },
    isBudgeted: true,
    worst: usd(worst),
    likely: usd(likely),
    expected: usd(expected),
    estimate: [line(usd(likely))],
  };
}

function finished(call: CallToHold, cost: Usd): Settlement {
  const { eventId, orgId, employeeId, teamId, tokenSource, metadata } = call;
  return {
    ...{ eventId, orgId, employeeId, teamId, tokenSource, metadata },
    source: "gateway",
    isEstimated: false,
    lines: cost.isZero() ? [] : [line(cost)],
    log: null,
  };
}

async function account(orgId: string) {
  const { rows } = await systemPool().query<{
    spent: string;
    held: string;
    exposed: string;
    ledger: string;
    open: string;
  }>(
    `select p.spent_usd::text as spent, p.held_usd::text as held, p.exposed_usd::text as exposed,
            (select coalesce(sum(calculated_cost), 0)::text from usage_logs where org_id = $1) as ledger,
            (select count(*)::text from budget_holds where org_id = $1 and status in ('HELD', 'WAITING')) as open
     from budget_periods p join budgets b on b.id = p.budget_id where b.org_id = $1 and b.scope = 'ORG'`,
    [orgId],
  );
  const [row] = rows;
  if (!row) throw new Error("no account");
  return {
    spent: usd(row.spent),
    held: usd(row.held),
    exposed: usd(row.exposed),
    ledger: usd(row.ledger),
    open: row.open,
  };
}

/** 200 people calling through two gateways, each call a moment long. */
async function rush(person: TestEmployee, amounts: Amounts & { actual: () => Usd; calls?: number }) {
  const desks: HoldDesk[] = [newDesk(), newDesk()];
  const spentAt: Usd[] = [];
  const callOnce = async (place: number): Promise<HoldAnswer["outcome"]> => {
    const call = callOf(person, amounts);
    const answer = await hold(call, { signal: never, desk: desks[place % 2] ?? newDesk() });
    if (answer.outcome === "spent") spentAt.push(usd(answer.standing.spent));
    if (answer.outcome !== "held") return answer.outcome;
    await sleep(5 + Math.random() * 20);
    settle(finished(call, amounts.actual()));
    return "held";
  };
  const outcomes = await Promise.all(Array.from({ length: amounts.calls ?? 200 }, (_, place) => callOnce(place)));
  await settled(10_000);
  return { outcomes, spentAt, count: (outcome: string) => outcomes.filter((one) => one === outcome).length };
}

describe("200 callers at two gateways", () => {
  test("an EXACT limit is never passed, and is used up before anybody is told that it is spent", async () => {
    const { org, person } = await orgWithBudget("5", "EXACT");

    const { count, spentAt } = await rush(person, { worst: "0.25", expected: "0.05", actual: () => usd("0.05") });

    const { spent, held, exposed, ledger, open } = await account(org.id);
    expect(spent.lessThanOrEqualTo("5")).toBe(true);
    expect(ledger.toFixed()).toBe(spent.toFixed());
    expect([held.toFixed(), exposed.toFixed(), open]).toEqual(["0", "0", "0"]);
    expect(spentAt.every((seen) => seen.plus("0.05").greaterThan("5"))).toBe(true);
    expect(count("held")).toBe(spent.div("0.05").toNumber());
    expect(spent.greaterThan("4.7")).toBe(true);
  });

  test("a BOUNDED limit is passed by its reserve at most, even when every call costs its worst", async () => {
    const { org, person } = await orgWithBudget("5", "BOUNDED");

    const { spentAt } = await rush(person, {
      worst: "0.25",
      likely: "0.05",
      expected: "0.02",
      actual: () => usd("0.25"),
    });

    const { spent, held, exposed, open } = await account(org.id);
    expect(spent.lessThanOrEqualTo("5.25")).toBe(true);
    expect(spent.greaterThan("4.98")).toBe(true);
    expect([held.toFixed(), exposed.toFixed(), open]).toEqual(["0", "0", "0"]);
    expect(spentAt.every((seen) => seen.plus("0.02").greaterThan("5"))).toBe(true);
  });

  test("with money enough for all, all are served", async () => {
    const { org, person } = await orgWithBudget("2", "EXACT");

    const { count } = await rush(person, { worst: "0.25", actual: () => usd("0.01"), calls: 200 });

    expect(count("held")).toBeGreaterThanOrEqual(175);
    expect(count("spent")).toBe(0);
    expect((await account(org.id)).held.toFixed()).toBe("0");
  });
});

test("a call waits for money that another call holds, and goes when that one is done", async () => {
  const { person } = await orgWithBudget("1", "EXACT");
  const first = callOf(person, { worst: "0.9" });
  const desk = newDesk();
  await hold(first, { signal: never, desk });

  const second = hold(callOf(person, { worst: "0.5" }), { signal: never, desk });
  await sleep(150);
  settle(finished(first, usd("0.1")));

  expect((await second).outcome).toBe("held");
});

test("nobody overtakes at another gateway: a small call waits behind a large one", async () => {
  const { person } = await orgWithBudget("1", "EXACT");
  const first = callOf(person, { worst: "0.6" });
  await hold(first, { signal: never, desk: newDesk() });
  const order: string[] = [];
  const large = callOf(person, { worst: "0.8" });
  const small = callOf(person, { worst: "0.1" });

  const waitingLarge = hold(large, { signal: never, desk: newDesk() }).then(() => order.push("large"));
  await sleep(200);
  const waitingSmall = hold(small, { signal: never, desk: newDesk() }).then(() => order.push("small"));
  await sleep(300);
  expect(order).toEqual([]);
  settle(finished(first, usd("0.01")));
  await Promise.all([waitingLarge, waitingSmall]);

  expect(order).toEqual(["large", "small"]);
});

test("a caller who goes away leaves the queue at once", async () => {
  const { org, person } = await orgWithBudget("1", "EXACT");
  await hold(callOf(person, { worst: "1" }), { signal: never, desk: newDesk() });
  const gone = new AbortController();

  const waiting = hold(callOf(person, { worst: "0.5" }), { signal: gone.signal, desk: newDesk() });
  await sleep(120);
  gone.abort();

  expect((await waiting).outcome).toBe("busy");
  expect((await account(org.id)).open).toBe("1");
});

test("a call that could pass an exact limit by itself is refused at once, and is not told that the money is spent", async () => {
  const { person } = await orgWithBudget("1", "EXACT");

  const answer = await hold(callOf(person, { worst: "1.5", expected: "0.2" }), { signal: never });

  expect(answer.outcome).toBe("too_large");
});

test("a BOUNDED budget smaller than one worst case still serves one call at a time", async () => {
  const { org, person } = await orgWithBudget("0.5", "BOUNDED");
  const call = callOf(person, { worst: "2.47", likely: "0.8", expected: "0.05" });

  expect((await hold(call, { signal: never })).outcome).toBe("held");
  settle(finished(call, usd("0.4")));
  await settled(5_000);

  expect((await account(org.id)).spent.toFixed()).toBe("0.4");
});

test("nothing is allowed by a limit of zero, everything without a limit", async () => {
  const nothing = await orgWithBudget("0", "BOUNDED");
  const everything = await orgWithBudget(null, "EXACT");

  expect((await hold(callOf(nothing.person, { worst: "1" }), { signal: never })).outcome).toBe("spent");
  expect((await hold(callOf(everything.person, { worst: "1000" }), { signal: never })).outcome).toBe("held");
});

test("a settlement that is sent twice is booked once", async () => {
  const { org, person } = await orgWithBudget("10", "BOUNDED");
  const call = callOf(person, { worst: "1" });
  await hold(call, { signal: never });

  settle(finished(call, usd("0.3")));
  settle(finished(call, usd("0.3")));
  await settled(5_000);
  settle(finished(call, usd("0.3")));
  await settled(5_000);

  const { spent, ledger, held } = await account(org.id);
  expect([spent.toFixed(), ledger.toFixed(), held.toFixed()]).toEqual(["0.3", "0.3", "0"]);
});

test("what costs more than was set aside is booked in full and raises an overrun; crossing the limit is logged", async () => {
  const { org, person } = await orgWithBudget("1", "BOUNDED");
  const call = callOf(person, { worst: "2", likely: "0.2" });
  await hold(call, { signal: never });

  settle(finished(call, usd("1.5")));
  await settled(5_000);

  const { rows } = await systemPool().query<{ event_type: string }>(
    "select event_type from activity_logs where org_id = $1 and event_category = 'money' order by event_type",
    [org.id],
  );
  expect((await account(org.id)).spent.toFixed()).toBe("1.5");
  expect(rows.map(({ event_type }) => event_type)).toEqual(["budget.alerted", "budget.exceeded", "budget.overrun"]);
});

test("holds of a process that died are booked as estimates, once, and corrected when the true figure comes late", async () => {
  const { org, person } = await orgWithBudget("10", "BOUNDED");
  const calls = Array.from({ length: 5 }, () => callOf(person, { worst: "1", likely: "0.2" }));
  for (const call of calls) {
    await hold(call, { signal: never });
    letGo(call.eventId);
  }
  await systemPool().query("update budget_holds set expires_at = now() - interval '1 second' where org_id = $1", [
    org.id,
  ]);

  await Promise.all([sweepExpiredHolds(), sweepExpiredHolds()]);

  expect(await account(org.id)).toMatchObject({ spent: usd("1"), ledger: usd("1"), held: usd("0"), open: "0" });

  const [late] = calls;
  if (!late) throw new Error("unreachable");
  settle(finished(late, usd("0.05")));
  settle(finished(late, usd("0.05")));
  await settled(5_000);

  const after = await account(org.id);
  expect([after.spent.toFixed(), after.ledger.toFixed()]).toEqual(["0.85", "0.85"]);
});
