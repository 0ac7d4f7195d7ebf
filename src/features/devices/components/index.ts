export { ApproveDevice } from "./approve-device";
export { DevicesTable } from "./devices-table";
