export { LogoForm } from "./logo-form";
export { OrganizationForm } from "./organization-form";
export { OrganizationSwitcher } from "./organization-switcher";
