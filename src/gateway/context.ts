import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Identity } from "@/features/devices/server";
import type { RequestInfo } from "@/server/access";

/** What every route of the gateway finds in its context; `identity` only behind `authenticated`. */
export type GatewayEnv = { Bindings: HttpBindings; Variables: { request: RequestInfo; identity: Identity } };

/** A set of routes for `app.ts` to mount. */
export function newRoutes(): Hono<GatewayEnv> {
  return new Hono<GatewayEnv>();
}
