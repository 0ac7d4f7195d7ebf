export { PriceDocument } from "./schemas";
