export { ListChargesInput } from "./schemas";
