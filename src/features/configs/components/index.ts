export { EmployeeConfigForm } from "./employee-config-form";
export { FindPerson } from "./find-person";
export { LevelBadge } from "./level-badge";
export { OrganizationConfigForm } from "./organization-config-form";
export { type OverrideRow, OverridesTable } from "./overrides-table";
export { type ResolvedValue, ResolvedTable } from "./resolved-table";
