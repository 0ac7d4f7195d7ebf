import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { GatewayEnv } from "@/gateway/context";
import { problem, requestInfo } from "@/server/http";

export type TestGateway = {
  url: string;
  /** A form as OAuth clients send it. */
  postForm(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
};
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** The routes that `mount` adds, on a free port of this machine, answered over real HTTP. */
export async function startRoutes(mount: (app: Hono<GatewayEnv>) => void): Promise<TestGateway> {
  const app = new Hono<GatewayEnv>();
  app.use(async (c, next) => {
    c.set("request", requestInfo(c.req.raw.headers, c.env.incoming.socket.remoteAddress));
    await next();
  });
  mount(app);
  app.onError((error, c) => {
    const { status, headers, body } = problem(error, c.var.request.id);
    return c.json(body, status as ContentfulStatusCode, headers);
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    postForm: async (path, fields, headers = {}) =>
      readAnswer(await fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(fields), headers })),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, headers: response.headers, body };
}
