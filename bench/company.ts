import { createModelPolicy } from "@/features/policies/server";
import { setBudget } from "@/features/budgets/server";
import { createTokenFor } from "@/features/tokens/server";
import { closeDb } from "@/server/db";
import { closeSystemDb, systemPool } from "@/server/system-db";
import { newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { seedBuiltIns } from "../prisma/seed/built-ins";

/** A company as it would be: people, a team, a list of models, a budget for all and one for the person who calls. */
export async function newCompany(): Promise<{ token: string; orgId: string; employeeId: string }> {
  const org = await newOrg({ name: "Bench" });
  await seedBuiltIns();
  const owner = await newActor(org, "owner");
  const team = await newTeam(org);
  const person = await newEmployee(org, { teamId: team.id });
  await createModelPolicy(owner, {
    name: "Claude only",
    rules: { allow: ["claude-*"], deny: ["claude-2*"] },
    severity: "block",
    attachment: { appliesTo: "ORG" },
  });
  await setBudget(owner, { scope: "ORG", period: "MONTH", limitUsd: "9000000", mode: "BOUNDED" });
  await setBudget(owner, {
    scope: "EMPLOYEE",
    employeeId: person.id,
    period: "MONTH",
    limitUsd: "8000000",
    mode: "BOUNDED",
  });
  const { token } = await createTokenFor({
    email: person.email,
    name: "bench",
    scopes: ["models:call", "settings:read", "decisions:ask"],
  });
  return { token, orgId: org.id, employeeId: person.id };
}

/** Rows booked so far, to see that everything was. */
export async function bookedCalls(): Promise<number> {
  const { rows } = await systemPool().query<{ calls: string }>(
    "select count(*) as calls from activity_logs where event_type = 'model.call'",
  );
  return Number(rows[0]?.calls ?? 0);
}

export async function closeAll(): Promise<void> {
  await Promise.all([closeDb(), closeSystemDb()]);
}
