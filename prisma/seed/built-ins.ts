import { seedCatalog } from "@/features/catalog/server";
import { ensureOperator } from "@/features/organizations/server";
import { seedSystemRoles } from "@/features/roles/server";
import { seedPrices } from "./prices";

/** What every installation has: the operator's organization, the system roles, the shared shelf, the price list. Changes nothing that is there. */
export async function seedBuiltIns(): Promise<void> {
  await ensureOperator({});
  await seedSystemRoles({});
  await seedCatalog({});
  await seedPrices();
}
