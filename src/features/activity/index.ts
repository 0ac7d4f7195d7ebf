export { ActivityFilter } from "./schemas";
