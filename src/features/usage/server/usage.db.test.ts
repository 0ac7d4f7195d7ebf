import { beforeAll, expect, test } from "vitest";
import { importPrices, findPrice, priceCall, priceList } from "@/features/prices/server";
import { settle, settled } from "@/features/budgets/server";
import { newId } from "@/lib/ids";
import { sumUsd } from "@/lib/money";
import { withSystem } from "@/server/system-db";
import { type TestEmployee, actorOf, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { listCharges } from "./list-charges";
import { ownUsage } from "./own-usage";
import { rollUpUsage } from "./roll-up-usage";
import { usageBy } from "./usage-by";

const HOUR_MS = 3_600_000;
const span = { from: new Date(Date.now() - 48 * HOUR_MS), to: new Date(Date.now() + HOUR_MS) };

beforeAll(async () => {
  await newOrg();
  const components = { input_tokens: [{ above: null, cost: "4" }], output_tokens: [{ above: null, cost: "20" }] };
  await importPrices({
    source: "test",
    date: "2026-01-01",
    models: ["model-a", "model-b"].map((model) => ({ provider: "anthropic", model, components })),
  });
});

/** One finished call, as the gateway books it; `at` is when it happened. */
async function book(
  person: TestEmployee,
  call: { model: string; input: number; output: number; at?: Date; source?: "company" | "platform" },
) {
  const price = findPrice(await priceList(), { provider: "anthropic", model: call.model });
  if (!price) throw new Error("unpriced");
  const { lines } = priceCall(price, { input_tokens: call.input, output_tokens: call.output });
  settle({
    eventId: newId(),
    orgId: person.orgId,
    employeeId: person.id,
    teamId: person.teamId,
    tokenSource: call.source ?? "platform",
    metadata: {},
    source: "gateway",
    isEstimated: false,
    lines,
    log: null,
    ...(call.at && { at: call.at }),
  });
  await settled(5_000);
}

async function company() {
  const org = await newOrg();
  const team = await newTeam(org);
  const mate = await newEmployee(org, { teamId: team.id, name: "Mate" });
  const other = await newEmployee(org, { name: "Other" });
  const owner = await newActor(org, "owner");
  const manager = actorOf(await newEmployee(org, { roleKey: "manager" }), { managedTeamIds: [team.id] });
  await book(mate, { model: "model-a", input: 1_000_000, output: 0 });
  await book(mate, { model: "model-b", input: 0, output: 100_000, source: "company" });
  await book(other, { model: "model-a", input: 250_000, output: 0 });
  return { org, mate, other, owner, manager };
}

test("the ledger adds up to the same figure whichever way it is cut", async () => {
  const { owner } = await company();

  for (const by of ["day", "employee", "team", "model", "component", "tokenSource"] as const) {
    const rows = await usageBy(owner, { ...span, by });
    expect([by, sumUsd(rows.map(({ costUsd }) => costUsd)).toFixed()]).toEqual([by, "7"]);
  }
  expect(await usageBy(owner, { ...span, by: "model" })).toMatchObject([
    { key: "anthropic/model-a", label: "model-a", costUsd: "5.0000000000" },
    { key: "anthropic/model-b", costUsd: "2.0000000000" },
  ]);
});

test("people see their own spending, managers their teams', strangers nothing", async () => {
  const { mate, manager } = await company();
  const stranger = await newActor(await newOrg(), "owner");
  const total = async (actor: typeof manager) =>
    sumUsd((await usageBy(actor, { ...span, by: "day" })).map(({ costUsd }) => costUsd)).toFixed();

  expect(await total(actorOf(mate))).toBe("6");
  expect(await total(manager)).toBe("6");
  expect(await total(stranger)).toBe("0");
  expect((await listCharges(stranger, span)).rows).toEqual([]);
});

test("behind a number stand its rows, page by page and each once", async () => {
  const { owner, mate } = await company();
  const seen: string[] = [];
  let cursor: { occurredAt: Date; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCharges>> = await listCharges(owner, {
      ...span,
      limit: 2,
      ...(cursor && { cursor }),
    });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);

  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(3);
  const own = await listCharges(owner, { ...span, employeeId: mate.id, model: "model-a" });
  expect(own.rows).toMatchObject([{ costUsd: "4", quantity: "1000000", price: { internalCost: "4" } }]);
});

test("hours that are over are rolled up once, and no figure changes by it", async () => {
  const { org, owner, mate } = await company();
  const past = new Date(Date.now() - 5 * HOUR_MS);
  await withSystem(async (db) => {
    const sku = await db.integrationRegistry.findFirstOrThrow({
      where: { modelName: "model-a", componentType: "output_tokens" },
    });
    await db.usageLog.create({
      data: {
        orgId: org.id,
        employeeId: mate.id,
        skuId: sku.id,
        occurredAt: past,
        rawQuantity: "100",
        calculatedCost: "0.002",
        tokenSource: "platform",
        source: "gateway",
        sourceEventId: newId(),
      },
    });
  });
  const before = await usageBy(owner, { ...span, by: "employee" });

  await rollUpUsage({});
  await rollUpUsage({});

  const records = await withSystem((db) => db.usageRecord.findMany({ where: { orgId: org.id } }));
  expect(records).toHaveLength(1);
  expect(records[0]?.costUsd.toFixed()).toBe("0.002");
  expect(await usageBy(owner, { ...span, by: "employee" })).toEqual(before);
});

test("one's own usage carries budgets and what each day and model cost", async () => {
  const { org, mate } = await company();

  const own = await ownUsage({ orgId: org.id, employeeId: mate.id }, { days: 3 });

  expect(own.usage.map(({ model, cost_usd }) => [model, Number(cost_usd)])).toEqual([
    ["model-a", 4],
    ["model-b", 2],
  ]);
});

test("a span without end is refused", async () => {
  const owner = await newActor(await newOrg(), "owner");

  await expect(usageBy(owner, { from: new Date(0), to: new Date(), by: "day" })).rejects.toMatchObject({
    code: "INVALID",
    field: "to",
  });
});
