import { env } from "@/env";
import { requireBootable } from "@/server/boot";
import { log } from "@/server/log";

/** Next.js calls this once before the first request: a web process that may not start ends here, saying which keys it lacks. */
export function register(): void {
  try {
    requireBootable(env);
  } catch (error) {
    log().fatal({ err: error }, "the web server may not start");
    process.exit(1);
  }
}
