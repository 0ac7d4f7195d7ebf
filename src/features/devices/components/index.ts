export { ApproveDevice } from "./approve-device";
export { DevicesTable } from "./devices-table";
export { ProtectionBadge } from "./protection-badge";
