import { log } from "@/server/log";

/** DBOS narrates; what it tells at `info` is our `debug`. */
export const dbosLogger = {
  info: (entry: unknown) => log().debug({ from: "dbos" }, String(entry)),
  debug: (entry: unknown) => log().trace({ from: "dbos" }, String(entry)),
  warn: (entry: unknown) => log().warn({ from: "dbos" }, String(entry)),
  error: (entry: unknown, metadata?: { error?: unknown }) =>
    log().error({ from: "dbos", ...(metadata?.error instanceof Error && { err: metadata.error }) }, String(entry)),
};
