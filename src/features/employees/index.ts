export {
  EmployeeStatus,
  GetEmployeeInput,
  ListEmployeesInput,
  ReinstateEmployeeInput,
  SuspendEmployeeInput,
} from "./schemas";
