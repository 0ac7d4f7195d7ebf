import { type IncomingHttpHeaders, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { importPrices } from "@/features/prices/server";
import { createTokenFor } from "@/features/tokens/server";
import { createGatewayServer } from "@/gateway/server";
import { systemPool } from "@/server/system-db";
import { type TestEmployee, type TestOrg, newEmployee, newOrg } from "./factories";

/** What the tests' models cost: Claude Opus 5.5 as of November 2026, dollars per million tokens. */
const PRICES = {
  source: "test prices",
  date: "2026-11-01",
  models: [
    {
      provider: "anthropic",
      model: "claude-opus-5-5",
      components: {
        input_tokens: [{ above: null, cost: "4" }],
        output_tokens: [{ above: null, cost: "20" }],
        cache_read_tokens: [{ above: null, cost: "0.2" }],
        cache_write_5m_tokens: [{ above: null, cost: "5" }],
        cache_write_1h_tokens: [{ above: null, cost: "8" }],
        web_search_requests: [{ above: null, cost: "10" }],
      },
    },
  ],
};

export type Reply = { status: number; headers: IncomingHttpHeaders; text: string; json: () => Record<string, unknown> };
export type Caller = { org: TestOrg; person: TestEmployee; token: string };

/** Someone with a token that may call models, in an organization with that monthly budget. */
export async function newCaller(budget: { limit: string | null; mode?: string } = { limit: "100" }): Promise<Caller> {
  const org = await newOrg();
  const person = await newEmployee(org);
  await importPrices(PRICES);
  const { token } = await createTokenFor({
    email: person.email,
    name: "test",
    scopes: ["models:call", "usage:read", "activity:report"],
  });
  await systemPool().query(
    `insert into budgets (org_id, scope, period, limit_usd, mode) values ($1, 'ORG', 'MONTH', $2, $3)
     on conflict (org_id, scope, team_id, employee_id, agent_id, entity_id, period)
     do update set limit_usd = excluded.limit_usd, mode = excluded.mode`,
    [org.id, budget.limit, budget.mode ?? "BOUNDED"],
  );
  return { org, person, token };
}

/** A body as the client sends it, with what the stand-in is to do. */
export function messageBody(text: string, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    model: "claude-opus-5-5",
    max_tokens: 1_000,
    messages: [{ role: "user", content: text }],
    ...fields,
  });
}

export type ModelGateway = {
  url: string;
  port: number;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  stop(): Promise<void>;
};

/** The gateway's own server on a free port. Raw HTTP, so that a test sees every header and writes every one. */
export async function startModelGateway(): Promise<ModelGateway> {
  const server = createGatewayServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const send = (method: string, path: string, options: { body?: string | Buffer; headers: Record<string, string> }) =>
    new Promise<Reply>((resolve, reject) => {
      const request = httpRequest({ port, host: "127.0.0.1", method, path, headers: options.headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const json = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      });
      request.once("error", reject);
      request.end(options.body);
    });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    port,
    post: (path, body, headers = {}) =>
      send("POST", path, {
        body,
        headers: { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers },
      }),
    get: (path, headers = {}) => send("GET", path, { headers }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
