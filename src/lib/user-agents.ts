import Bowser from "bowser";

/** `claude-cli/2.1.330 (…)`: how programs other than browsers name themselves. */
const PROGRAM = /^(?!Mozilla\/)([A-Za-z][\w.-]{0,39})\/(\d[\w.-]{0,30})/;

/** A browser or program as a person names it: "Chrome on macOS", "claude-cli 2.1.330". Never the raw text, which anyone can fill. */
export function describeUserAgent(userAgent: string): string {
  const [, program, version] = PROGRAM.exec(userAgent) ?? [];
  if (program && version) return `${program} ${version}`;
  if (!userAgent.startsWith("Mozilla/")) return "an unknown program";
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  return browser.name && os.name ? `${browser.name} on ${os.name}` : "an unknown browser";
}
