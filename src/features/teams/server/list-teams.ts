import { query } from "@/server/query";
import { ListTeamsInput } from "../schemas";

/** The teams of the organization with their managers and how many active people each has; everyone may know them. */
export const listTeams = query({
  permission: "organization:read",
  input: ListTeamsInput,
  async run({ db }) {
    const teams = await db.team.findMany({
      select: {
        id: true,
        name: true,
        description: true,
        parentTeamId: true,
        teamManagers: { select: { employee: { select: { id: true, fullName: true } } } },
        _count: { select: { employees: { where: { status: "active", deletedAt: null } } } },
      },
      orderBy: { name: "asc" },
    });
    return teams.map(({ teamManagers, _count, ...team }) => ({
      ...team,
      managers: teamManagers.map(({ employee }) => employee),
      memberCount: _count.employees,
    }));
  },
});
