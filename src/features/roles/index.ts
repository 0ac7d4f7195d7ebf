export { ListRolesInput, RoleKey } from "./schemas";
