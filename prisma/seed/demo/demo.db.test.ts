import { expect, test } from "vitest";
import { sumUsd } from "@/lib/money";
import { withSystem } from "@/server/system-db";
import { seedDemo } from ".";

test("the demo is whole, and its ledger, accounts and holds tell the same", async () => {
  await seedDemo();

  await withSystem(async (db) => {
    const acme = await db.organization.findUniqueOrThrow({ where: { slug: "acme" } });
    const monthStart = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), 1));
    const month = await db.usageLog.findMany({ where: { orgId: acme.id, occurredAt: { gte: monthStart } } });
    const account = await db.budgetPeriod.findFirstOrThrow({
      where: { orgId: acme.id, budget: { scope: "ORG", period: "MONTH" } },
    });
    const companys = month.filter(({ tokenSource }) => tokenSource !== "personal");
    expect(account.spentUsd.toFixed()).toBe(sumUsd(companys.map(({ calculatedCost }) => calculatedCost)).toFixed());
    expect(account.heldUsd.toFixed()).toBe("0");
    expect(await db.budgetHold.count({ where: { orgId: acme.id, status: "HELD" } })).toBe(0);
    expect(await db.employee.count({ where: { orgId: acme.id } })).toBeGreaterThanOrEqual(15);
    expect(await db.device.count({ where: { orgId: acme.id } })).toBeGreaterThanOrEqual(5);
    expect(await db.user.count({ where: { email: "operator@steward.test" } })).toBe(1);
  });
}, 120_000);
