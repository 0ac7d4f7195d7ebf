/** A moment as a mail can print it for a reader whose time zone nobody knows: `22 November 2026, 19:05 UTC`. */
export function formatInstant(at: Date): string {
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(at);
  return `${text.replace(" at ", ", ")} UTC`;
}
