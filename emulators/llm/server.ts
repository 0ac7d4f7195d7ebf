import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answering, readBody, refuse, refuseAsScripted, sendJson, sendMessage, sendStream } from "./answer";
import { Journal, type JournalEntry } from "./journal";
import { composeReply, newRequestId } from "./reply";
import { complaint, CountTokensRequest, MessagesRequest } from "./request";
import { type Fault, readFault, readScript } from "./script";
import { inputTokens, PromptCache } from "./usage";

const MODELS = [
  ["claude-opus-5-5", "Claude Opus 5.5"],
  ["claude-opus-4-7", "Claude Opus 4.7"],
  ["claude-sonnet-4-5", "Claude Sonnet 4.5"],
  ["claude-haiku-4-5", "Claude Haiku 4.5"],
] as const;

export type LlmEmulator = {
  url: string;
  port: number;
  journal(after?: number): JournalEntry[];
  clear(): void;
  /** The next `times` model calls meet this fault, whatever their prompts say: `failNext("529", 2)`. */
  failNext(kind: string, times?: number, options?: Record<string, string>): void;
  stop(): Promise<void>;
};

/**
 * A stand-in for Anthropic's Messages API on loopback. It speaks the vendor's protocol, streams and charges included,
 * does what the prompt tells it (see README.md), and keeps a journal of every request to settle accounts with.
 */
export async function startLlmEmulator({ port = 0 }: { port?: number } = {}): Promise<LlmEmulator> {
  const emulator = new Emulator();
  const server = createServer((request, response) => {
    emulator.serve(request, response).catch((error: unknown) => {
      console.error("llm emulator:", error);
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
    port: bound,
    journal: (after) => emulator.journal.list(after),
    clear: () => emulator.clear(),
    failNext: (kind, times = 1, options = {}) => emulator.failNext(kind, times, options),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Emulator {
  readonly journal = new Journal();
  private readonly cache = new PromptCache();
  private ordered: Fault[] = [];

  clear(): void {
    this.journal.clear();
    this.cache.clear();
    this.ordered = [];
  }

  failNext(kind: string, times: number, options: Record<string, string>): void {
    this.ordered.push(...Array.from({ length: times }, () => readFault(kind, options)));
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const method = request.method ?? "GET";
    if (url.pathname.startsWith("/emulator/")) return this.control({ request, response, url });
    const requestId = newRequestId();
    const path = url.pathname + url.search;
    const entry = this.journal.open({ method, path, headers: request.headers, requestId });
    const answering = { response, entry, requestId };
    const body = await readBody(request);
    entry.bodyBytes = body?.length ?? 0;
    if (body === null) {
      refuse(answering, 413, "Request exceeds the maximum size");
      return;
    }
    if (Object.keys(entry.credentials).length === 0) {
      refuse(answering, 401, "x-api-key header is required");
      return;
    }
    const route = `${method} ${url.pathname}`;
    if (route === "POST /v1/messages") return this.messages(answering, body);
    if (route === "POST /v1/messages/count_tokens") {
      countTokens(answering, body);
      return;
    }
    if (route === "GET /v1/models") {
      sendJson(answering, 200, modelList());
      return;
    }
    refuse(answering, 404, `Not found: ${url.pathname}`);
  }

  private async messages(answering: Answering, body: Buffer): Promise<void> {
    const { entry, response } = answering;
    const parsed = MessagesRequest.safeParse(parseJson(body), { reportInput: true });
    if (!parsed.success) {
      refuse(answering, 400, complaint(parsed.error));
      return;
    }
    const { data: request } = parsed;
    Object.assign(entry, { model: request.model, maxTokens: request.max_tokens, isStream: request.stream === true });
    if (!request.model.startsWith("claude-")) {
      refuse(answering, 404, `model: ${request.model}`);
      return;
    }

    const script = readScript(request);
    const ordered = this.ordered.shift();
    const faults = ordered ? [ordered, ...script.faults] : script.faults;
    for (const fault of faults) if (fault.kind === "slow") await sleep(fault.ms);
    const status = faults.find((fault) => fault.kind === "status");
    if (status) {
      refuseAsScripted(answering, status);
      return;
    }
    const breaking = faults.find((fault) => fault.kind !== "slow" && fault.kind !== "status") ?? null;
    if (breaking?.kind === "reset" && breaking.after === 0) {
      entry.outcome = "reset";
      response.destroy();
      return;
    }
    const reply = composeReply(request, script, this.cache.charge(request, Date.now()));
    if (request.stream !== true) {
      sendMessage(answering, reply);
      return;
    }
    await sendStream(answering, reply, { delayMs: script.long?.delayMs ?? 0, breaking });
  }

  private async control(call: { request: IncomingMessage; response: ServerResponse; url: URL }): Promise<void> {
    const { request, response, url } = call;
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const route = `${request.method ?? "GET"} ${url.pathname}`;
    if (route === "GET /emulator/health") {
      answer(200, { status: "ok", standsInFor: "api.anthropic.com" });
      return;
    }
    if (route === "GET /emulator/journal") {
      answer(200, { entries: this.journal.list(Number(url.searchParams.get("after") ?? 0)) });
      return;
    }
    if (route === "POST /emulator/clear") {
      this.clear();
      answer(200, { cleared: true });
      return;
    }
    if (route === "POST /emulator/faults") {
      const { kind, times, ...options } = Object.fromEntries(url.searchParams) as Record<string, string>;
      this.failNext(kind ?? "500", Number(times ?? 1), options);
      answer(200, { waiting: this.ordered.length });
      return;
    }
    answer(404, { error: "The stand-in has /emulator/health, /journal, /clear and /faults" });
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function countTokens(answering: Answering, body: Buffer): void {
  const parsed = CountTokensRequest.safeParse(parseJson(body), { reportInput: true });
  if (!parsed.success) {
    refuse(answering, 400, complaint(parsed.error));
    return;
  }
  answering.entry.model = parsed.data.model;
  answering.entry.outcome = "complete";
  sendJson(answering, 200, { input_tokens: inputTokens(parsed.data) });
}

function modelList(): unknown {
  const created = "2026-01-01T00:00:00Z";
  const data = MODELS.map(([id, name]) => ({
    type: "model",
    id,
    display_name: `${name} (stand-in)`,
    created_at: created,
  }));
  return { data, has_more: false, first_id: MODELS[0][0], last_id: MODELS.at(-1)?.[0] };
}
