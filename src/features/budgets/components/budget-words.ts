export const PERIOD_WORDS: Record<string, string> = { DAY: "a day", MONTH: "a month" };

/** How strictly each kind of limit holds, in words. */
export const MODE_WORDS: Record<string, { label: string; detail: string }> = {
  BOUNDED: { label: "Bounded", detail: "Likely costs stay within it; it may be passed by 2 % or one call." },
  EXACT: { label: "Exact", detail: "Never passed: each call is held at its dearest, so fewer run at once." },
  SOFT: { label: "Alert only", detail: "Nothing is refused; people are told." },
};
