export { OrganizationSwitcher } from "./organization-switcher";
