export { EmployeesTable } from "./employees-table";
export { PersonPicker } from "./person-picker";
