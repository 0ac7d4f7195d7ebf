export { findRole } from "./find-role";
export { listRoles } from "./list-roles";
export { rolesRouter } from "./router";
export { seedSystemRoles } from "./seed-system-roles";
