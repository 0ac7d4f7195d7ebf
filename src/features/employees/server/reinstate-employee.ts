import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { ReinstateEmployeeInput } from "../schemas";

/** Lets a suspended person in again, with the sessions, tokens and devices there were. Throws CONFLICT when not suspended. */
export const reinstateEmployee = command({
  name: "employee.reinstate",
  permission: "employee:suspend",
  target: ({ input }) => Promise.resolve({ employeeId: input.employeeId }),
  input: ReinstateEmployeeInput,
  async run({ db, input }) {
    const before = await db.employee.findFirst({
      where: { id: input.employeeId, deletedAt: null },
      select: { id: true, status: true },
    });
    if (!before) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
    if (before.status !== "suspended") throw new DomainError("CONFLICT", "This person is not suspended.");
    await db.employee.update({ where: { id: before.id }, data: { status: "active" } });
    return {
      result: { employeeId: before.id, status: "active" as const },
      audit: {
        targetType: "employee",
        targetId: before.id,
        employeeId: before.id,
        before: { status: before.status },
        after: { status: "active", ...(input.reason !== undefined && { reason: input.reason }) },
      },
    };
  },
});
