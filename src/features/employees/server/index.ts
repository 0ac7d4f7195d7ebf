export { getEmployee } from "./get-employee";
export { listEmployees } from "./list-employees";
export { reinstateEmployee } from "./reinstate-employee";
export { employeesRouter } from "./router";
export { suspendEmployee } from "./suspend-employee";
