export { importPrices } from "./import-prices";
export { listPrices } from "./list-prices";
export {
  type ModelPrice,
  type PricedLine,
  type Usage,
  costOf,
  dearestInput,
  priceCall,
  tierFor,
  wholeInput,
} from "./price-call";
export { type PriceList, findPrice, forgetPrices, priceList } from "./price-list";
export { pricesRouter } from "./router";
