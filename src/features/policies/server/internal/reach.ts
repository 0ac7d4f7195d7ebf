import type { Prisma } from "@/generated/prisma/client";
import { teamPath } from "@/features/teams/server";
import type { Actor, Within } from "@/server/access";
import type { OrgDb } from "@/server/db";

/**
 * The tool rules a reader may see: what binds everyone, what binds the people and teams within reach, and what binds
 * the reader through the teams above.
 */
export async function rulesWithin(
  db: OrgDb,
  { actor, within }: { actor: Actor; within: Within },
): Promise<Prisma.ToolPolicyWhereInput> {
  if (Object.keys(within.employees).length === 0) return {};
  const above = await teamPath(db, actor.teamId);
  return {
    OR: [
      { teamId: null, employeeId: null },
      { teamId: { in: above } },
      { employee: within.employees },
      { team: within.teams },
    ],
  };
}
