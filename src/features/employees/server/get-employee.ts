import { DomainError } from "@/server/errors";
import { query } from "@/server/query";
import { GetEmployeeInput } from "../schemas";
import { EMPLOYEE_VIEW } from "./internal/employee-view";

/** One person within the actor's reach; NOT_FOUND for anyone else. */
export const getEmployee = query({
  permission: "employee:read",
  target: ({ input }) => Promise.resolve({ employeeId: input.employeeId }),
  input: GetEmployeeInput,
  async run({ db, input }) {
    const employee = await db.employee.findFirst({
      where: { id: input.employeeId, deletedAt: null },
      select: EMPLOYEE_VIEW,
    });
    if (!employee) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
    return employee;
  },
});
