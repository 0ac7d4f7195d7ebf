import { query } from "@/server/query";
import { ListChargesInput } from "../schemas";

/** The ledger's rows behind a number, newest first: what was used, at which price, on whose account. Pages by keyset. */
export const listCharges = query({
  permission: "usage:read",
  target: "within",
  input: ListChargesInput,
  async run({ db, input, within }) {
    const { cursor, limit } = input;
    const rows = await db.usageLog.findMany({
      where: {
        ...within.ofEmployee,
        trust: "SERVER",
        occurredAt: { gte: input.from, lt: input.to },
        ...(input.employeeId !== undefined && { employeeId: input.employeeId }),
        ...(input.teamId !== undefined && { employee: { AND: [within.employees, { teamId: input.teamId }] } }),
        ...(input.tokenSource !== undefined && { tokenSource: input.tokenSource }),
        ...(input.model !== undefined && { sku: { modelName: input.model } }),
        ...(cursor && {
          OR: [{ occurredAt: { lt: cursor.occurredAt } }, { occurredAt: cursor.occurredAt, id: { lt: cursor.id } }],
        }),
      },
      select: {
        id: true,
        occurredAt: true,
        rawQuantity: true,
        calculatedCost: true,
        tokenSource: true,
        isEstimated: true,
        sourceEventId: true,
        employee: { select: { id: true, fullName: true } },
        sku: { select: { providerName: true, modelName: true, componentType: true, costUnit: true } },
        skuPrice: { select: { internalCost: true, tierAboveTokens: true, source: true } },
      },
      orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = rows.slice(0, limit).map(({ rawQuantity, calculatedCost, skuPrice, ...row }) => ({
      ...row,
      quantity: rawQuantity.toFixed(),
      costUsd: calculatedCost.toFixed(),
      price: skuPrice && { ...skuPrice, internalCost: skuPrice.internalCost.toFixed() },
    }));
    const last = page.at(-1);
    return { rows: page, next: rows.length > limit && last ? { occurredAt: last.occurredAt, id: last.id } : null };
  },
});
