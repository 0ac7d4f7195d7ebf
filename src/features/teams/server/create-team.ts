import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import { DomainError, isUniqueViolation } from "@/server/errors";
import { CreateTeamInput } from "../schemas";

/**
 * A new team, at the top or below another. A manager makes teams only below those he or she manages. Throws CONFLICT
 * when the name is taken and NOT_FOUND when the team above is out of reach.
 */
export const createTeam = command({
  name: "team.create",
  permission: "team:manage",
  target: ({ input }) => Promise.resolve({ teamId: input.parentTeamId ?? null }),
  input: CreateTeamInput,
  async run({ db, input }) {
    try {
      const team = await db.team.create({
        data: {
          id: newId(),
          name: input.name,
          description: input.description ?? null,
          parentTeamId: input.parentTeamId ?? null,
        },
        select: { id: true, name: true, description: true, parentTeamId: true },
      });
      return { result: team, audit: { targetType: "team", targetId: team.id, after: team } };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError("CONFLICT", "There is a team of this name.", { field: "name", cause: error });
    }
  },
});
