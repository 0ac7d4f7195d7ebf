import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type LlmEmulator, startLlmEmulator } from "./server";

let emulator: LlmEmulator;
beforeAll(async () => {
  emulator = await startLlmEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => emulator.clear());

type Json = Record<string, unknown>;
type Turn = { role: string; content: unknown };

function ask(body: Record<string, unknown>, signal?: AbortSignal): Promise<Response> {
  return fetch(`${emulator.url}/v1/messages?beta=true`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": "sk-ant-secret", "anthropic-version": "2023-06-01" },
    body: JSON.stringify({ model: "claude-sonnet-4-5", max_tokens: 1000, ...body }),
    ...(signal && { signal }),
  });
}

const say = (text: string, more: Record<string, unknown> = {}): Promise<Response> =>
  ask({ messages: [{ role: "user", content: text }], ...more });

async function eventsOf(response: Response): Promise<Json[]> {
  const text = await response.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data) as Json);
}

test("an answer says that it comes from a stand-in, and its charges are in the journal", async () => {
  const message = (await (await say("hello")).json()) as Json;

  expect(message).toMatchObject({
    type: "message",
    stop_reason: "end_turn",
    content: [{ type: "text", text: expect.stringMatching(/stand-in for Anthropic.*You wrote: hello/) }],
  });
  expect(emulator.journal()).toMatchObject([
    { model: "claude-sonnet-4-5", maxTokens: 1000, status: 200, outcome: "complete", charged: message["usage"] },
  ]);
});

test("a stream begins with what the input cost and ends with what the output cost", async () => {
  const events = await eventsOf(await say("hello", { stream: true }));

  const names = events.map((event) => String(event["type"])).filter((name) => name !== "content_block_delta");
  expect(names).toEqual([
    ...["message_start", "content_block_start", "ping", "content_block_stop", "message_delta", "message_stop"],
  ]);
  expect(events[0]).toMatchObject({ message: { usage: { cache_creation: { ephemeral_1h_input_tokens: 0 } } } });
  expect(events.at(-2)).toMatchObject({
    usage: { output_tokens: emulator.journal()[0]?.charged?.output_tokens, input_tokens: expect.any(Number) },
  });
});

test("a scripted tool is called, the next one after its result, and the last result is repeated", async () => {
  const messages: Turn[] = [{ role: "user", content: '[[tool:Bash {"command":"a[[1]]"}]] [[tool:Read]]' }];
  const first = (await (await ask({ messages })).json()) as { content: { id: string }[] };
  messages.push({ role: "assistant", content: first.content });
  messages.push({
    role: "user",
    content: [{ type: "tool_result", tool_use_id: first.content[0]?.id, content: "one" }],
  });
  const second = (await (await ask({ messages })).json()) as { content: { id: string }[] };
  messages.push({ role: "assistant", content: second.content });
  messages.push({
    role: "user",
    content: [{ type: "tool_result", is_error: true, content: [{ type: "text", text: "no" }] }],
  });
  const third = (await (await ask({ messages })).json()) as Json;

  expect(first).toMatchObject({
    stop_reason: "tool_use",
    content: [{ type: "tool_use", name: "Bash", input: { command: "a[[1]]" } }],
  });
  expect(second).toMatchObject({ content: [{ type: "tool_use", name: "Read", input: {} }] });
  expect(third).toMatchObject({ content: [{ text: expect.stringMatching(/refused or failed: no$/) }] });
});

test("tools that are called together stand in one answer", async () => {
  const prompt = '[[together]] [[tool:Bash {"command":"a"}]] [[tool:Bash {"command":"b"}]]';
  const events = await eventsOf(await say(prompt, { stream: true }));

  const opened = events.filter((event) => event["type"] === "content_block_start");
  expect(opened).toMatchObject([
    { index: 0, content_block: { type: "tool_use", name: "Bash", input: {} } },
    { index: 1, content_block: { type: "tool_use", name: "Bash", input: {} } },
  ]);
  expect(events.at(-2)).toMatchObject({ delta: { stop_reason: "tool_use" } });
});

test("a marked prefix is written once, by its lifetime, and read afterwards", async () => {
  const system = [{ type: "text", text: "x".repeat(8_000), cache_control: { type: "ephemeral", ttl: "1h" } }];
  await say("one", { system });
  await say("two", { system });

  const [first, second] = emulator.journal().map((entry) => entry.charged);
  expect(first?.cache_creation.ephemeral_1h_input_tokens).toBeGreaterThan(1_999);
  expect(first?.cache_read_input_tokens).toBe(0);
  expect(second?.cache_creation_input_tokens).toBe(0);
  expect(second?.cache_read_input_tokens).toBe(first?.cache_creation_input_tokens);
});

test("no answer is longer than max_tokens", async () => {
  const message = await (await say("[[events:50]]", { max_tokens: 7 })).json();

  expect(message).toMatchObject({ stop_reason: "max_tokens", usage: { output_tokens: 7 } });
});

test("credentials are in the journal as digests only", async () => {
  await say("hello");

  const [entry] = emulator.journal();
  expect(entry?.credentials["x-api-key"]).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(entry)).not.toContain("sk-ant-secret");
});

test.each([
  ["[[fault:429 retry-after=3 should-retry=false]]", 429, "rate_limit_error"],
  ["[[fault:529]]", 529, "overloaded_error"],
  ["[[fault:500]]", 500, "api_error"],
])("%s answers in the vendor's envelope", async (prompt, status, type) => {
  const response = await say(prompt);

  expect(response.status).toBe(status);
  expect(response.headers.get("retry-after")).toBe(status === 429 ? "3" : null);
  expect(await response.json()).toMatchObject({ type: "error", error: { type }, request_id: expect.any(String) });
});

test("a broken stream charges what was sent before it broke", async () => {
  const truncated = await eventsOf(await say("[[events:9]] [[fault:truncate after=4]]", { stream: true }));
  const failed = await eventsOf(await say("[[events:9]] [[fault:error after=2]]", { stream: true }));
  const reset = say("[[events:9]] [[fault:reset after=3]]", { stream: true }).then((response) => response.text());
  await expect(reset).rejects.toThrow();
  await expect(say("[[fault:reset]]")).rejects.toThrow();

  expect(truncated.map((event) => event["type"])).not.toContain("message_stop");
  expect(failed.at(-1)).toMatchObject({ type: "error", error: { type: "overloaded_error" } });
  expect(emulator.journal().map(({ outcome, charged }) => [outcome, charged?.output_tokens])).toEqual([
    ["truncated", 4],
    ["error", 2],
    ["reset", 3],
    ["reset", undefined],
  ]);
});

test("a caller who hangs up is charged for what was made until then", async () => {
  const leaving = new AbortController();
  const body = { stream: true, messages: [{ role: "user", content: "[[events:5000 delay=5]]" }], max_tokens: 9000 };
  const response = await ask(body, leaving.signal);
  const reader = response.body?.getReader();
  await reader?.read();
  leaving.abort();

  await expect.poll(() => emulator.journal()[0]?.outcome).toBe("aborted");
  expect(emulator.journal()[0]?.charged?.output_tokens).toBeLessThan(5000);
});

test("ordered faults meet the next calls, and only those", async () => {
  emulator.failNext("529", 2);

  const statuses = [(await say("a")).status, (await say("b")).status, (await say("c")).status];
  expect(statuses).toEqual([529, 529, 200]);
});

test("what the vendor would refuse is refused", async () => {
  const anonymous = await fetch(`${emulator.url}/v1/messages`, { method: "POST", body: "{}" });
  const unknown = await say("hello", { model: "gpt-4" });
  const incomplete = await say("hello", { max_tokens: undefined });

  expect(anonymous.status).toBe(401);
  expect(unknown.status).toBe(404);
  expect(await incomplete.json()).toMatchObject({ error: { message: "max_tokens: Field required" } });
});

test("the models are listed and tokens counted", async () => {
  const headers = { authorization: "Bearer t" };
  const models = await (await fetch(`${emulator.url}/v1/models?limit=1000`, { headers })).json();
  const body = JSON.stringify({ model: "claude-sonnet-4-5", messages: [{ role: "user", content: "hello" }] });
  const counted = await (
    await fetch(`${emulator.url}/v1/messages/count_tokens`, { method: "POST", headers, body })
  ).json();

  expect(models).toMatchObject({
    has_more: false,
    data: expect.arrayContaining([expect.objectContaining({ type: "model" })]),
  });
  expect(counted).toEqual({ input_tokens: expect.any(Number) });
});
