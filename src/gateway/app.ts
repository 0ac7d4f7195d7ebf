import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { requestInfo, problem } from "@/server/http";
import { withRequest } from "@/server/log";
import { DomainError } from "@/server/errors";
import type { GatewayEnv } from "./context";
import { healthRoutes } from "./health/routes";
import { hookRoutes } from "./hooks/routes";
import { modelRoutes } from "./models/routes";
import { identityRoutes } from "./oauth/identity-routes";
import { oauthRoutes } from "./oauth/oauth-routes";
import { settingsRoutes } from "./settings/routes";
import { telemetryRoutes } from "./telemetry/routes";
import { usageRoutes } from "./usage/routes";
import { toVendorError, vendorBody } from "./vendor-error";

/** Paths that answer in the vendor's envelope, because the vendor's own program reads it. */
const VENDOR_SHAPED = /^\/(v1|api\/oauth)\//;

/**
 * Everything the gateway answers except model calls, which never come here (see `server.ts`). A failure is mapped once,
 * to the envelope of the path it happened on.
 */
export function createApp(): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.use(async (c, next) => {
    const request = requestInfo(c.req.raw.headers, c.env.incoming.socket.remoteAddress);
    c.set("request", request);
    c.header("request-id", request.id);
    await withRequest(request.id, next);
  });
  const all = [
    healthRoutes,
    oauthRoutes,
    identityRoutes,
    modelRoutes,
    usageRoutes,
    telemetryRoutes,
    settingsRoutes,
    hookRoutes,
  ];
  for (const routes of all) app.route("/", routes);
  app.notFound((c) => {
    const error = { code: "NOT_FOUND", message: "There is nothing at this address.", request_id: c.var.request.id };
    return c.json({ error }, 404);
  });
  app.onError((error, c) => {
    const { id } = c.var.request;
    if (error instanceof DomainError && VENDOR_SHAPED.test(c.req.path)) {
      const answer = toVendorError(error);
      const headers = { ...answer.headers, "content-type": "application/json", "request-id": id };
      return c.body(vendorBody(answer, id), answer.status as ContentfulStatusCode, headers);
    }
    const { status, headers, body } = problem(error, id);
    return c.json(body, status as ContentfulStatusCode, { ...headers, "request-id": id });
  });
  return app;
}
