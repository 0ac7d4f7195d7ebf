export { importPrices } from "./import-prices";
export { listPrices } from "./list-prices";
export { type ModelPrice, type Usage, costOf, dearestInput, priceCall, tierFor } from "./price-call";
export { findPrice, forgetPrices, priceList } from "./price-list";
export { pricesRouter } from "./router";
