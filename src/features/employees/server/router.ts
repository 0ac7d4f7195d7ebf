import { memberProcedure, router } from "@/server/trpc";
import { GetEmployeeInput, ListEmployeesInput, ReinstateEmployeeInput, SuspendEmployeeInput } from "../schemas";
import { getEmployee } from "./get-employee";
import { listEmployees } from "./list-employees";
import { reinstateEmployee } from "./reinstate-employee";
import { suspendEmployee } from "./suspend-employee";

/** Employees: the people that an organization governs. */
export const employeesRouter = router({
  list: memberProcedure.input(ListEmployeesInput).query(({ ctx, input }) => listEmployees(ctx.actor, input)),
  get: memberProcedure.input(GetEmployeeInput).query(({ ctx, input }) => getEmployee(ctx.actor, input)),
  suspend: memberProcedure.input(SuspendEmployeeInput).mutation(({ ctx, input }) => suspendEmployee(ctx.actor, input)),
  reinstate: memberProcedure
    .input(ReinstateEmployeeInput)
    .mutation(({ ctx, input }) => reinstateEmployee(ctx.actor, input)),
});
