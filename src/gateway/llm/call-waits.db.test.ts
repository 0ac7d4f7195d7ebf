import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type LlmEmulator, startLlmEmulator } from "../../../emulators/llm/server";
import { settled } from "@/features/budgets/server";
import { systemPool } from "@/server/system-db";
import { type Caller, type ModelGateway, messageBody, newCaller, startModelGateway } from "@/test/model-gateway";
import { watchChanges } from "../changes";

vi.setConfig({ testTimeout: 60_000 });

let emulator: LlmEmulator;
let gateway: ModelGateway;
let stopWatching: () => Promise<void>;

beforeAll(async () => {
  emulator = await startLlmEmulator();
  process.env.STEWARD_ANTHROPIC_UPSTREAM = emulator.url;
  gateway = await startModelGateway();
  stopWatching = watchChanges();
});
afterAll(async () => {
  await stopWatching();
  await gateway.stop();
  await emulator.stop();
});

const bearer = ({ token }: Caller): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** What one of these calls can cost at most, to the cent above: so a budget can be made that holds just one of them. */
const ONE_CALL_USD = "0.03";

/** A call that is still running when the returned promise resolves; `stop` makes its caller go away. */
async function running(caller: Caller): Promise<{ stop(): void }> {
  const body = messageBody("[[events:2000 delay=20]]", { stream: true });
  return new Promise((resolve, reject) => {
    const headers = { ...bearer(caller), "content-length": String(Buffer.byteLength(body)) };
    const target = { port: gateway.port, host: "127.0.0.1", method: "POST", path: "/v1/messages", headers };
    const request = httpRequest(target, (answer) => {
      answer.on("error", () => undefined);
      answer.once("data", () => {
        resolve({ stop: () => request.destroy() });
      });
      answer.resume();
    });
    request.once("error", reject);
    request.end(body);
  });
}

test("money that another call holds is waited for, then answered with a wait and not with 'spent'", async () => {
  const caller = await newCaller({ limit: ONE_CALL_USD, mode: "EXACT" });
  const other = await running(caller);
  const began = performance.now();

  const reply = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));

  expect(performance.now() - began).toBeGreaterThan(9_500);
  expect(reply.status).toBe(429);
  expect(reply.json()).toMatchObject({ error: { type: "rate_limit_error" } });
  expect(reply.text).toMatch(/Other calls in progress hold what is left .* try again in 10 seconds/);
  expect(reply.headers["retry-after"]).toBe("10");
  expect(reply.headers).not.toHaveProperty("x-should-retry");
  other.stop();
});

test("a waiting call goes as soon as the other one is done", async () => {
  const caller = await newCaller({ limit: ONE_CALL_USD, mode: "EXACT" });
  const other = await running(caller);

  const waiting = gateway.post("/v1/messages", messageBody("hi", { max_tokens: 100 }), bearer(caller));
  await sleep(300);
  other.stop();

  expect((await waiting).status).toBe(200);
});

test("a reader who is slow is waited for, and the upstream with him", async () => {
  const caller = await newCaller({ limit: "1000" });
  const body = messageBody("[[events:60000]]", { stream: true, max_tokens: 64_000 });
  const socket = connect(gateway.port, "127.0.0.1");
  const head = [
    "POST /v1/messages HTTP/1.1",
    "host: 127.0.0.1",
    "connection: close",
    `authorization: Bearer ${caller.token}`,
    `content-length: ${String(Buffer.byteLength(body))}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.pause();
  await sleep(1_500);
  const before = process.memoryUsage();
  let tail = "";
  await new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      tail = (tail + chunk.toString("latin1")).slice(-2_000);
    });
    socket.once("end", resolve);
    socket.resume();
  });
  await settled(10_000);

  expect(tail).toContain("message_stop");
  expect(before.arrayBuffers).toBeLessThan(150 * 1024 * 1024);
  const { rows } = await systemPool().query<{ quantity: string }>(
    `select trim_scale(l.raw_quantity)::text as quantity from usage_logs l join integration_registry i on i.id = l.sku_id
     where l.org_id = $1 and i.component_type = 'output_tokens' and not l.is_estimated`,
    [caller.org.id],
  );
  expect(Number(rows[0]?.quantity)).toBeGreaterThanOrEqual(60_000);
});

test.each([
  ["its token", "update api_tokens set revoked_at = now() where employee_id = $1"],
  ["its person", "update employees set status = 'suspended' where id = $1"],
  [
    "its organization",
    "update organizations set status = 'suspended' where id = (select org_id from employees where id = $1)",
  ],
])("whoever loses %s is refused within five seconds", async (_what, statement) => {
  const caller = await newCaller();
  expect((await gateway.post("/v1/messages", messageBody("hi"), bearer(caller))).status).toBe(200);

  await systemPool().query(statement, [caller.person.id]);
  const began = performance.now();

  await expect
    .poll(async () => (await gateway.post("/v1/messages", messageBody("hi"), bearer(caller))).status, {
      timeout: 5_000,
    })
    .toBeOneOf([401, 403]);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test("a limit that is lowered in the database binds the next call", async () => {
  const caller = await newCaller({ limit: "100" });
  expect((await gateway.post("/v1/messages", messageBody("hi"), bearer(caller))).status).toBe(200);

  await systemPool().query("update budgets set limit_usd = 0 where org_id = $1", [caller.org.id]);

  expect((await gateway.post("/v1/messages", messageBody("hi"), bearer(caller))).json()).toMatchObject({
    error: { type: "billing_error" },
  });
});
