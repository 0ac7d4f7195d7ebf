export { ListChargesInput, USAGE_DIMENSIONS, UsageByInput } from "./schemas";
