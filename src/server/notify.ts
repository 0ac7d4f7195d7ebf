import pg from "pg";
import { z } from "zod";
import { directSystemUrl } from "./db-urls";
import { log } from "./log";

const ChangeNotice = z.object({ org: z.uuid().nullable(), table: z.string(), id: z.string().nullable() });

/** One row changed that caches may depend on. `table: "*"` means notices may have been missed: drop everything. */
export type Change = { orgId: string | null; table: string; id: string | null };

const EVERYTHING: Change = { orgId: null, table: "*", id: null };
const RETRY_MS = [100, 500, 1_000, 2_000, 5_000];

/**
 * Calls `handler` for every change that the database announces (trigger `announce_change`), and once with
 * `table: "*"` whenever the connection was away, because a notice may have been missed then.
 *
 * @returns a function that ends it.
 */
export function onChange(handler: (change: Change) => void): () => Promise<void> {
  return listen("steward_changed", (payload) => {
    if (payload === null) {
      handler(EVERYTHING);
      return;
    }
    const notice = ChangeNotice.safeParse(JSON.parse(payload));
    handler(notice.success ? { orgId: notice.data.org, table: notice.data.table, id: notice.data.id } : EVERYTHING);
  });
}

/** LISTENs on a channel and reconnects for ever. `null` is handed over after each reconnection. */
export function listen(channel: string, handler: (payload: string | null) => void): () => Promise<void> {
  let isOver = false;
  let attempt = 0;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: directSystemUrl(),
      keepAlive: true,
      application_name: `listen ${channel}`,
    });
    client = next;
    next.on("notification", ({ payload }) => {
      handler(payload ?? "");
    });
    // A connection that breaks may say so twice; an error nobody listens for would end the process.
    next.on("error", () => {
      again(next);
    });
    next.once("end", () => {
      again(next);
    });
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    attempt = 0;
    handler(null);
  };

  const again = (lost: pg.Client): void => {
    if (isOver || client !== lost || retry !== undefined) return;
    const wait = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 5_000;
    attempt += 1;
    retry = setTimeout(() => {
      retry = undefined;
      start();
    }, wait);
  };

  const start = (): void => {
    connect().catch((error: unknown) => {
      log().warn({ err: error, channel }, "cannot listen for changes, trying again");
      if (client) again(client);
    });
  };

  start();
  return async () => {
    isOver = true;
    clearTimeout(retry);
    await client?.end().catch(() => undefined);
  };
}
