import { createMiddleware } from "hono/factory";
import type { TokenScope } from "@/contracts/token-scopes";
import { touchDevice } from "@/features/devices/server";
import type { GatewayEnv } from "./context";
import { identify, requireScope } from "./identity";

/** Only for those who are signed in with a token of that scope; the route then finds them as `c.var.identity`. */
export function authenticated(scope: TokenScope) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const identity = await identify(c.req.raw.headers);
    requireScope(identity, scope);
    touchDevice(identity, c.req.header("x-claude-code-managed-settings-checksum") ?? null);
    c.set("identity", identity);
    await next();
  });
}
