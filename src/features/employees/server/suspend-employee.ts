import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { SuspendEmployeeInput } from "../schemas";

/**
 * Shuts a person out of the organization until reinstated: pages, tokens, devices and model calls, within five seconds
 * everywhere. Sessions and devices stay as they are and are refused, so reinstating asks nobody to sign in again.
 *
 * Throws CONFLICT for oneself and for the last active owner: somebody must be left to undo it.
 */
export const suspendEmployee = command({
  name: "employee.suspend",
  permission: "employee:suspend",
  target: ({ input }) => Promise.resolve({ employeeId: input.employeeId }),
  input: SuspendEmployeeInput,
  async run({ db, actor, input }) {
    const before = await db.employee.findFirst({
      where: { id: input.employeeId, deletedAt: null },
      select: { id: true, status: true, role: { select: { key: true, rank: true } } },
    });
    if (!before) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
    if (before.id === actor.employeeId) throw new DomainError("CONFLICT", "You cannot suspend yourself.");
    if (before.status === "suspended") throw new DomainError("CONFLICT", "This person is suspended already.");
    if (before.role.key === "owner") {
      const others = { id: { not: before.id }, status: "active", deletedAt: null, role: { key: "owner" } } as const;
      if ((await db.employee.count({ where: others })) === 0) {
        throw new DomainError("CONFLICT", "This is the last active owner.", {
          remedy: "Make somebody else an owner first.",
        });
      }
    }
    await db.employee.update({ where: { id: before.id }, data: { status: "suspended" } });
    return {
      result: { employeeId: before.id, status: "suspended" as const },
      audit: {
        targetType: "employee",
        targetId: before.id,
        employeeId: before.id,
        before: { status: before.status },
        after: { status: "suspended", reason: input.reason },
      },
    };
  },
});
