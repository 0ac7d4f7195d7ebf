export { COMPONENTS, type Component, ListPricesInput, PriceDocument } from "./schemas";
