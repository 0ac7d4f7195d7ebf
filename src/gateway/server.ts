import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "./app";
import { countTokens } from "./llm/count-tokens";
import { callModel } from "./llm/call-model";

/** The two paths that carry most of the bytes; they skip the router and the Request object. */
const MODEL_PATHS = new Map<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>([
  ["/v1/messages", callModel],
  ["/v1/messages/count_tokens", countTokens],
]);

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

/** The gateway's HTTP server, not yet listening. */
export function createGatewayServer(): Server {
  const rest = getRequestListener(createApp().fetch);
  return createServer({ keepAliveTimeout: 65_000, headersTimeout: 66_000 }, (request, response) => {
    const model = request.method === "POST" ? MODEL_PATHS.get(pathOf(request.url ?? "/")) : undefined;
    void (model ?? rest)(request, response);
  });
}
