declare const STEWARD_CLI_VERSION: string | undefined;

/** Set by the build; run from source, the CLI says so. */
export const VERSION = typeof STEWARD_CLI_VERSION === "string" ? STEWARD_CLI_VERSION : "0.0.0-source";

/** The web origin that served this file writes its own address here, so that `login` needs none. */
const SERVED_FROM = "__STEWARD_SERVED_FROM__";

/** The company's web origin when it served this file; null for a copy that came otherwise. */
export const servedFrom: string | null = URL.canParse(SERVED_FROM) ? SERVED_FROM : null;

/** What a person types to call this program: npm keeps what `npx` runs in a folder of its own, outside the PATH. */
export function calledAs(file: string): string {
  return servedFrom !== null && file.includes("_npx") ? `npx --yes ${servedFrom}/cli/steward.tgz` : "steward";
}
