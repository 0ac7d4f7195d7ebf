export { AcknowledgeSettingsInput, DeviceClients, formatUserCode } from "./schemas";
