export { type EmployeeRow, EmployeesTable } from "./employees-table";
export { PersonPicker } from "./person-picker";
