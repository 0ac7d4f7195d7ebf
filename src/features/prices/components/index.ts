export { modelPrices } from "./model-prices";
export { PricesTable } from "./prices-table";
