import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { SyncDocumentV1 } from "@/contracts/sync";
import type { JsonObject } from "@/lib/json";

type Seen = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };
type Reply = { status: number; body?: unknown; headers?: Record<string, string> };
type Handler = (seen: Seen) => Reply;

export type StandIn = {
  url: string;
  seen: Seen[];
  /** Answers to `METHOD /path`; a test replaces what it wants answered otherwise. */
  on: Record<string, Handler>;
  document: SyncDocumentV1;
};

const sha = (digit: string): string => `sha256:${digit.repeat(64)}`;
const ok = (body: unknown): Reply => ({ status: 200, body });

function documentFor(url: string): SyncDocumentV1 {
  const settings: JsonObject = { forceLoginMethod: "gateway", forceLoginGatewayUrl: url };
  return {
    version: 1,
    checksum: sha("a"),
    organization: { id: "01939000-0000-7000-8000-000000000001", slug: "acme", name: "Acme Robotics" },
    person: { employeeId: "01939000-0000-7000-8000-000000000002", name: "Robin Doe", email: "robin@acme.test" },
    deviceId: "01939000-0000-7000-8000-000000000003",
    webUrl: url,
    gatewayUrl: url,
    minimumCliVersion: "0.1.0",
    clients: [
      {
        client: "claude-code",
        isEnabled: true,
        minimumVersion: "2.1.300",
        managedFile: { name: "50-steward.json", content: { ...settings, requiredMinimumVersion: "2.1.300" } },
        userSettings: settings,
        settingsChecksum: sha("b"),
      },
    ],
  };
}

/** A gateway that answers as the contracts say, on a free port, gone after the test. */
export async function newGateway(): Promise<StandIn> {
  const standIn: StandIn = { url: "", seen: [], on: {}, document: documentFor("http://127.0.0.1") };
  const server = createServer((request, response) => void answer(standIn, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.document = documentFor(standIn.url);
  standIn.on = handlers(standIn);
  return standIn;
}

function handlers(standIn: StandIn): Record<string, Handler> {
  const { url } = standIn;
  const pair = { access_token: "sta_cli", expires_in: 3600, refresh_token: "str_cli" };
  const claude = { access_token: "sta_claude", expires_in: 3600, refresh_token: "str_claude" };
  return {
    "GET /.well-known/steward": () => ok({ gateway: url, version: "0.1.0" }),
    "GET /.well-known/oauth-authorization-server": () =>
      ok({
        issuer: url,
        device_authorization_endpoint: `${url}/oauth/device_authorization`,
        token_endpoint: `${url}/oauth/token`,
        revocation_endpoint: `${url}/oauth/revoke`,
      }),
    "POST /oauth/device_authorization": () =>
      ok({
        ...{ device_code: "std_1", user_code: "BCDF-GHJK", expires_in: 60, interval: 0.01 },
        ...{ verification_uri: `${url}/device`, verification_uri_complete: `${url}/device?code=BCDF-GHJK` },
      }),
    "POST /oauth/token": () => ok({ ...pair, token_type: "Bearer", email: "robin@acme.test", claude_code: claude }),
    "POST /oauth/revoke": () => ({ status: 200 }),
    "GET /api/v1/sync": ({ headers }) =>
      headers["if-none-match"] === `"${standIn.document.checksum}"` ? { status: 304 } : ok(standIn.document),
    "POST /api/v1/sync/baseline": () => ok({ imported: ["permissions.deny"], ignored: [] }),
    "POST /api/v1/sync/ack": () => ok({}),
  };
}

async function answer(standIn: StandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  const method = request.method ?? "GET";
  const { pathname } = new URL(request.url ?? "/", "http://gateway");
  const seen = { method, path: pathname, headers: request.headers, body };
  standIn.seen.push(seen);
  const reply = standIn.on[`${method} ${pathname}`]?.(seen) ?? { status: 404 };
  response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
  response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
}
