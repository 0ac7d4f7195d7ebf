export { createOrganization, insertOrganization } from "./create-organization";
export { ensureOperator } from "./ensure-operator";
export { getOrganization } from "./get-organization";
export { listOrganizationsOfUser } from "./list-organizations-of-user";
export { organizationsRouter } from "./router";
export { effectiveSettings } from "./settings";
export { reinstateOrganization, suspendOrganization } from "./suspend-organization";
export { updateOrganization } from "./update-organization";
