export {
  AcknowledgeSettingsInput,
  DeviceClients,
  DeviceCodeInput,
  ListDevicesInput,
  Protection,
  RevokeDeviceInput,
  UserCode,
  formatUserCode,
} from "./schemas";
