export { getEffectiveConfig, getMyConfig, getOrganizationConfig, listOverrides } from "./get-config";
export { importBaseline } from "./import-baseline";
export { type ManagedSettings, forgetSettings, managedSettings } from "./managed-settings";
export { type Resolved } from "./resolve";
export { configsRouter } from "./router";
export { setOrganizationConfig } from "./set-organization-config";
export { syncDocument } from "./sync-document";
