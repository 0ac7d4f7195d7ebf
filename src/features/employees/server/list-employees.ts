import { query } from "@/server/query";
import { ListEmployeesInput } from "../schemas";
import { EMPLOYEE_VIEW } from "./internal/employee-view";

/**
 * The people within the actor's reach, by name: oneself, one's teams or everybody. A page ends with the cursor of the
 * next one, or null.
 */
export const listEmployees = query({
  permission: "employee:read",
  target: "within",
  input: ListEmployeesInput,
  async run({ db, input, within }) {
    const { search, status, teamId, cursor, limit } = input;
    const rows = await db.employee.findMany({
      where: {
        AND: [
          within.employees,
          { deletedAt: null },
          status === undefined ? {} : { status },
          teamId === undefined ? {} : { teamId },
          search ? { OR: [contains("fullName", search), contains("email", search)] } : {},
        ],
      },
      select: EMPLOYEE_VIEW,
      orderBy: [{ fullName: "asc" }, { id: "asc" }],
      take: limit + 1,
      ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
    });
    const employees = rows.slice(0, limit);
    return { employees, nextCursor: rows.length > limit ? (employees.at(-1)?.id ?? null) : null };
  },
});

function contains(field: "fullName" | "email", search: string) {
  return { [field]: { contains: search, mode: "insensitive" as const } };
}
