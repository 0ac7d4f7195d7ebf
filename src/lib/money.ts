import { Decimal as DecimalJs } from "decimal.js";

/** 40 digits hold any sum of `numeric(20,10)` rows without rounding. Our own constructor, so nobody's defaults leak in. */
const Decimal = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_UP });

/** An exact amount of US dollars. Never a JavaScript number: 0.1 + 0.2 is 0.3 here. */
export type Usd = DecimalJs;

/** What can be read as an amount: decimal text, a decimal of the database, or a whole number. */
export type UsdLike = string | DecimalJs | { toFixed(): string };

/** Reads an exact amount. Throws on text that is not a decimal number. */
export function usd(amount: UsdLike): Usd {
  return new Decimal(typeof amount === "string" ? amount : amount.toFixed());
}

export const ZERO_USD: Usd = usd("0");

export function sumUsd(amounts: Iterable<UsdLike>): Usd {
  let total = ZERO_USD;
  for (const amount of amounts) total = total.plus(usd(amount));
  return total;
}

/** Parts of a dollar that a page shows, rounded half up; amounts below a cent keep four places so that they do not read as nothing. */
export function formatUsd(amount: UsdLike, options: { places?: number } = {}): string {
  const value = usd(amount);
  const isTiny = !value.isZero() && value.abs().lessThan("0.01");
  const places = options.places ?? (isTiny ? 4 : 2);
  const [whole = "0", fraction] = value.abs().toFixed(places, Decimal.ROUND_HALF_UP).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${value.isNegative() ? "-" : ""}$${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** Whole cents, rounded half up: the unit of the client's usage answer. */
export function toCents(amount: UsdLike): number {
  return usd(amount).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}
