import { env } from "@/env";
import { requireBootable } from "@/server/boot";
import { log } from "@/server/log";

// A web process that may not start ends here, before its first request, saying which keys it lacks.
try {
  requireBootable(env);
} catch (error) {
  log().fatal({ err: error }, "the web server may not start");
  process.exit(1);
}
