import { setBudget } from "@/features/budgets/server";
import { enableAgent, listAgents } from "@/features/catalog/server";
import { withSystem } from "@/server/system-db";
import { seedBuiltIns } from "../built-ins";
import { type SeededPerson, seedActor } from "../seed-actor";
import { seedDevices } from "./devices";
import { type Acme, seedAcmePeople, seedOperator, seedOtherCompanies } from "./people";
import { seedPolicies } from "./policies";
import { seedToolHistory } from "./tool-history";
import { DEMO_DAYS, seedUsage } from "./usage";

const DAY_MS = 86_400_000;

/**
 * The demo of the outward contract: four organizations, one of them lived in. Everything goes through the product's own
 * verbs; only what already happened is dated back. The operator's account is written last, because its presence says
 * that the demo is whole.
 */
export async function seedDemo(): Promise<void> {
  const now = new Date();
  const since = new Date(now.getTime() - DEMO_DAYS * DAY_MS);
  await withSystem((db) => db.$queryRaw`select ensure_partitions(${since}::timestamptz)`);
  await seedBuiltIns();
  await seedOtherCompanies();
  const acme = await seedAcmePeople();
  await seedShelfAndBudgets(acme);
  await seedPolicies(acme, seedActor(personOf(acme, "security@acme.test")));
  await seedDevices(acme);
  await seedUsage(acme, now);
  await seedToolHistory(acme, now);
  await seedOperator();
}

async function seedShelfAndBudgets(acme: Acme): Promise<void> {
  const owner = seedActor(acme.owner);
  for (const agent of await listAgents(owner, {})) {
    if (agent.governance === "governed") await enableAgent(owner, { agentId: agent.id });
  }
  await setBudget(owner, { scope: "ORG", period: "MONTH", limitUsd: "400.00" });
  const limits = { "dev@acme.test": "60.00", "builder@acme.test": "80.00", "jonas.weber@acme.test": "25.00" };
  for (const [email, limitUsd] of Object.entries(limits)) {
    await setBudget(owner, { scope: "EMPLOYEE", employeeId: personOf(acme, email).id, period: "MONTH", limitUsd });
  }
}

function personOf(acme: Acme, email: string): SeededPerson {
  const person = acme.people.get(email);
  if (!person) throw new Error(`The demo has nobody called ${email}.`);
  return person;
}
