import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { SetTeamManagerInput } from "../schemas";

/**
 * Puts a person in charge of a team, or takes the team away. What managing a team allows comes with the role; this says
 * over whom. Idempotent. Throws NOT_FOUND when the team or the person is out of reach.
 */
export const setTeamManager = command({
  name: "team.set_manager",
  permission: "team:manage",
  target: ({ input }) => Promise.resolve({ teamId: input.teamId }),
  input: SetTeamManagerInput,
  async run({ db, input: { teamId, employeeId, isManager } }) {
    const [team, employee] = await Promise.all([
      db.team.findUnique({ where: { id: teamId }, select: { id: true } }),
      db.employee.findFirst({ where: { id: employeeId, deletedAt: null }, select: { id: true } }),
    ]);
    if (!team || !employee) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
    const existing = await db.teamManager.count({ where: { teamId, employeeId } });
    if (isManager && existing === 0) await db.teamManager.create({ data: { teamId, employeeId } });
    if (!isManager) await db.teamManager.deleteMany({ where: { teamId, employeeId } });
    return {
      result: { teamId, employeeId, isManager },
      audit: {
        targetType: "team",
        targetId: teamId,
        employeeId,
        before: { isManager: existing > 0 },
        after: { isManager },
      },
    };
  },
});
