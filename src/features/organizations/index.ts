export { OrganizationName, OrganizationSlug } from "./schemas";
