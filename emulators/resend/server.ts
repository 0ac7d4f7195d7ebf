import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Refusal, readMessage } from "./message";
import { type Kept, Outbox } from "./outbox";

const NAMES: Record<number, string> = { 429: "rate_limit_exceeded", 403: "validation_error" };
const MAX_BYTES = 5_000_000;

export type ResendEmulator = {
  url: string;
  /** The mails kept, the newest first. */
  mails(): Kept[];
  /** How many requests to send have come in, refused and repeated ones included. */
  attempts(): number;
  /** The next `times` requests to send are answered with this status. */
  failNext(status: number, times?: number): void;
  stop(): Promise<void>;
};

type Options = { port?: number; /** Where the mails are kept; in memory only when absent. */ dataDir?: string };

/** A stand-in for Resend's API on loopback that keeps mails instead of sending them. */
export async function startResendEmulator({ port = 0, dataDir }: Options = {}): Promise<ResendEmulator> {
  const emulator = new Emulator(new Outbox(dataDir ?? null));
  const server = createServer((request, response) => {
    emulator.serve(request, response).catch((error: unknown) => {
      console.error("resend emulator:", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    mails: () => emulator.outbox.list({ limit: Number.MAX_SAFE_INTEGER }).mails,
    attempts: () => emulator.attempts,
    failNext: (status, times = 1) => emulator.faults.push(...Array.from({ length: times }, () => status)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Emulator {
  attempts = 0;
  readonly faults: number[] = [];

  constructor(readonly outbox: Outbox) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const route = `${request.method ?? "GET"} ${url.pathname}`;
    if (route === "GET /") {
      send(response, 200, { name: "steward-resend-emulator" });
      return;
    }
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? "")) {
      refuse(response, { statusCode: 401, name: "missing_api_key", message: "Missing API Key" });
      return;
    }
    if (route === "POST /emails") return this.send(request, response);
    if (route === "GET /emails") {
      this.list(url, response);
      return;
    }
    const id = /^GET \/emails\/([\w-]+)$/.exec(route)?.[1];
    const mail = id === undefined ? undefined : this.outbox.find(id);
    if (mail) {
      send(response, 200, { object: "email", ...summary(mail), html: mail.html, text: mail.text });
      return;
    }
    refuse(response, { statusCode: 404, name: "not_found", message: "The requested endpoint does not exist." });
  }

  private async send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.attempts += 1;
    const body = await readBody(request);
    const fault = this.faults.shift();
    if (fault !== undefined) {
      const name = NAMES[fault] ?? "application_error";
      refuse(response, { statusCode: fault, name, message: `The stand-in was told to answer ${fault}.` });
      return;
    }
    const message = readMessage(parseJson(body));
    if ("statusCode" in message) {
      refuse(response, message);
      return;
    }
    const key = request.headers["idempotency-key"];
    const id = this.outbox.keep(message, body, typeof key === "string" ? key : null);
    if (id !== null) {
      send(response, 200, { id });
      return;
    }
    refuse(response, {
      statusCode: 409,
      name: "invalid_idempotent_request",
      message: "This idempotency key has already been used on a request that is different from the current one.",
    });
  }

  private list(url: URL, response: ServerResponse): void {
    const limit = Number(url.searchParams.get("limit") ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
      refuse(response, {
        statusCode: 422,
        name: "validation_error",
        message: "The `limit` must be between 1 and 100.",
      });
      return;
    }
    const { mails, hasMore } = this.outbox.list({ limit, after: url.searchParams.get("after") });
    send(response, 200, { object: "list", has_more: hasMore, data: mails.map(summary) });
  }
}

function summary({ id, to, from, created_at, subject, cc, bcc, reply_to }: Kept): Record<string, unknown> {
  const lists = { cc: cc ?? null, bcc: bcc ?? null, reply_to: reply_to ?? null };
  return { id, to, from, created_at, subject, ...lists, last_event: "delivered", scheduled_at: null };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  send(response, refusal.statusCode, refusal);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
