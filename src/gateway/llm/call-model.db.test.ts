import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LlmEmulator, startLlmEmulator } from "../../../emulators/llm/server";
import { createModelPolicy } from "@/features/policies/server";
import { createCompanyCredential } from "@/features/providers/server";
import { settled } from "@/features/budgets/server";
import { systemPool } from "@/server/system-db";
import { auditTrail, newActor } from "@/test/factories";
import { type Caller, type ModelGateway, messageBody, newCaller, startModelGateway } from "@/test/model-gateway";

let emulator: LlmEmulator;
let gateway: ModelGateway;

beforeAll(async () => {
  emulator = await startLlmEmulator();
  process.env.STEWARD_ANTHROPIC_UPSTREAM = emulator.url;
  gateway = await startModelGateway();
});
afterAll(async () => {
  await gateway.stop();
  await emulator.stop();
});
beforeEach(() => {
  emulator.clear();
});

const bearer = ({ token }: Caller): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function ledger({ org }: Caller) {
  await settled(5_000);
  const { rows } = await systemPool().query<{
    component: string;
    quantity: string;
    cost: string;
    source: string;
    estimated: boolean;
    event: string;
  }>(
    `select i.component_type as component, trim_scale(l.raw_quantity)::text as quantity, trim_scale(l.calculated_cost)::text as cost,
            l.token_source as source, l.is_estimated as estimated, l.source_event_id as event
     from usage_logs l join integration_registry i on i.id = l.sku_id where l.org_id = $1 order by 1`,
    [org.id],
  );
  return rows;
}

async function openHolds({ org }: Caller): Promise<string> {
  await settled(5_000);
  const { rows } = await systemPool().query<{ held: string }>(
    `select (select count(*) from budget_holds where org_id = $1 and status in ('HELD', 'WAITING'))
            + coalesce((select sum(held_usd + exposed_usd) from budget_periods where org_id = $1), 0) as held`,
    [org.id],
  );
  return Number(rows[0]?.held ?? -1).toString();
}

describe("a call", () => {
  test("goes through untouched and is booked to the token", async () => {
    const caller = await newCaller();
    const body = messageBody("hi", { metadata: { user_id: '{"a":1}' }, unknown_field: [1, { deep: "ü" }] });

    const reply = await gateway.post("/v1/messages?beta=true", body, {
      ...bearer(caller),
      "anthropic-beta": "claude-code-20250219,whatever-2027",
      "user-agent": "claude-cli/2.1.330 (external, sdk-cli)",
      "x-claude-code-session-id": "c769d280-c15b-4506-8a64-34811e3e0d3b",
    });

    expect(reply.status).toBe(200);
    const { usage } = reply.json() as { usage: { input_tokens: number; output_tokens: number } };
    const rows = await ledger(caller);
    expect(rows).toMatchObject([
      { component: "input_tokens", quantity: String(usage.input_tokens), source: "platform", estimated: false },
      { component: "output_tokens", quantity: String(usage.output_tokens), source: "platform", estimated: false },
    ]);
    expect(rows.every(({ event }) => event === reply.headers["request-id"])).toBe(true);
    expect(await openHolds(caller)).toBe("0");
    const [seen] = emulator.journal();
    expect(seen).toMatchObject({ path: expect.stringContaining("beta=true") as string });
    expect(JSON.stringify(seen)).not.toContain(caller.token);
    expect(JSON.stringify(seen)).toContain("whatever-2027");
    const trail = await auditTrail(caller.org);
    const call = trail.find(({ eventType }) => eventType === "model.call");
    expect(call).toMatchObject({
      id: reply.headers["request-id"],
      payload: { model: "claude-opus-5-5", outcome: "complete" },
    });
  });

  test("streams, and its usage is read as it passes", async () => {
    const caller = await newCaller();

    const reply = await gateway.post("/v1/messages", messageBody("[[events:40]]", { stream: true }), bearer(caller));

    expect(reply.headers["content-type"]).toContain("text/event-stream");
    expect(reply.text).toContain("message_stop");
    expect(await ledger(caller)).toMatchObject([
      { component: "input_tokens", estimated: false },
      { component: "output_tokens", quantity: expect.stringMatching(/^\d+$/) as string, estimated: false },
    ]);
  });

  test("carries how one stands, and nothing of who the upstream is", async () => {
    const caller = await newCaller({ limit: "100" });

    const reply = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));

    expect(reply.headers).toMatchObject({
      "anthropic-ratelimit-unified-status": "allowed",
      "anthropic-ratelimit-unified-representative-claim": "overage",
      "anthropic-ratelimit-unified-overage-status": "allowed",
      "anthropic-ratelimit-unified-overage-utilization": "0",
    });
    expect(Number(reply.headers["anthropic-ratelimit-unified-reset"])).toBeGreaterThan(Date.now() / 1_000);
    const leaked = Object.keys(reply.headers).filter((name) =>
      /organization-id|ratelimit-(?!unified)|^cf-|^server$|^via$/.test(name),
    );
    expect(leaked).toEqual([]);
  });

  test("is made with the company's key where there is one", async () => {
    const caller = await newCaller();
    const owner = await newActor(caller.org, "owner");
    await createCompanyCredential(owner, { provider: "anthropic", key: "sk-ant-api03-company-key-0123456789" });

    await gateway.post("/v1/messages", messageBody("hi"), { "x-api-key": caller.token });

    expect(await ledger(caller)).toMatchObject([{ source: "company" }, { source: "company" }]);
    expect(JSON.stringify(emulator.journal())).not.toContain(caller.token);
  });
});

describe("a refusal that a person can read", () => {
  test("401 without a token, with a broken one, with two, with one nobody knows", async () => {
    const caller = await newCaller();
    const other = await newCaller();
    const attempts = [
      {},
      { authorization: "Bearer stw_short" },
      { authorization: `Bearer ${caller.token}`, "x-api-key": other.token },
      { authorization: `Bearer stw_${"x".repeat(43)}` },
    ];

    const replies = await Promise.all(
      attempts.map((headers) => gateway.post("/v1/messages", messageBody("hi"), headers as Record<string, string>)),
    );

    for (const reply of replies) {
      expect(reply.status).toBe(401);
      expect(reply.headers["x-should-retry"]).toBe("false");
      expect(reply.json()).toMatchObject({ type: "error", error: { type: "authentication_error" } });
    }
    expect(replies[2]?.text).toMatch(/authorization and x-api-key/);
    expect(emulator.journal()).toEqual([]);
  });

  test("policy: 400 policy_blocked, once, with the log row's id", async () => {
    const caller = await newCaller();
    const owner = await newActor(caller.org, "owner");
    await createModelPolicy(owner, {
      name: "Only Haiku",
      rules: { allow: ["claude-haiku-*"], deny: [] },
      severity: "block",
      attachment: { appliesTo: "ORG" },
    });

    const reply = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));

    expect(reply.status).toBe(400);
    expect(reply.headers["x-should-retry"]).toBe("false");
    const { error, request_id } = reply.json() as { error: { type: string; message: string }; request_id: string };
    expect(error.type).toBe("policy_blocked");
    expect(error.message).toContain("claude-haiku-*");
    await settled(5_000);
    const trail = await auditTrail(caller.org);
    expect(trail.find(({ id }) => id === request_id)).toMatchObject({
      eventType: "model.refused",
      payload: { reason: "policy" },
    });
  });

  test("an unpriced model is refused by name", async () => {
    const caller = await newCaller();

    const reply = await gateway.post("/v1/messages", messageBody("hi", { model: "claude-nova-9" }), bearer(caller));
    const fast = await gateway.post("/v1/messages", messageBody("hi", { speed: "fast" }), bearer(caller));
    const dated = await gateway.post(
      "/v1/messages",
      messageBody("hi", { model: "claude-opus-5-5-20261001" }),
      bearer(caller),
    );

    expect(reply.json()).toMatchObject({
      error: { type: "policy_blocked", message: expect.stringContaining("claude-nova-9") as string },
    });
    expect(fast.json()).toMatchObject({
      error: { message: expect.stringContaining("claude-opus-5-5-fast") as string },
    });
    expect(dated.status).toBe(200);
  });

  test("a spent budget: 429 billing_error with the reset, the limit and what to do", async () => {
    const caller = await newCaller({ limit: "0" });

    const reply = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));

    expect(reply.status).toBe(429);
    const { error } = reply.json() as { error: { type: string; message: string } };
    expect(error.type).toBe("billing_error");
    expect(error.message).toMatch(/monthly budget of \$0\.00 is used up .*resets on .*raise it: http/);
    expect(reply.headers).toMatchObject({
      "x-should-retry": "false",
      "anthropic-ratelimit-unified-status": "rejected",
      "anthropic-ratelimit-unified-overage-utilization": "1",
      "anthropic-ratelimit-unified-overage-period": "monthly",
      "anthropic-ratelimit-unified-overage-disabled-reason": "org_spend_cap_reached",
      "anthropic-ratelimit-unified-overage-scope": "group_pool",
    });
    expect(reply.headers).not.toHaveProperty("anthropic-ratelimit-unified-overage-status");
    expect(reply.headers).not.toHaveProperty("anthropic-ratelimit-unified-representative-claim");
    expect(reply.headers["anthropic-ratelimit-unified-reset"]).toBe(
      reply.headers["anthropic-ratelimit-unified-overage-reset"],
    );
    expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
  });

  test("a call that could pass an EXACT limit alone is refused without saying that the money is spent", async () => {
    const caller = await newCaller({ limit: "0.05", mode: "EXACT" });

    const reply = await gateway.post("/v1/messages", messageBody("hi", { max_tokens: 64_000 }), bearer(caller));

    expect(reply.status).toBe(429);
    expect(reply.json()).toMatchObject({
      error: { type: "rate_limit_error", message: expect.stringContaining("could cost up to") as string },
    });
  });

  test("bodies that cannot be judged: no length, too large, malformed, missing fields", async () => {
    const caller = await newCaller();
    const chunked = new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        {
          port: gateway.port,
          host: "127.0.0.1",
          method: "POST",
          path: "/v1/messages",
          headers: { ...bearer(caller), "transfer-encoding": "chunked" },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.once("error", reject);
      request.end("{}");
    });
    const send = (body: string | Buffer) => gateway.post("/v1/messages", body, bearer(caller));

    expect(await chunked).toBe(411);
    expect((await send(Buffer.alloc(33 * 1024 * 1024, 0x20))).status).toBe(413);
    expect((await send("{")).json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringContaining("body:") as string },
    });
    expect((await send(JSON.stringify({ max_tokens: 1 }))).text).toContain("model:");
    expect((await send(JSON.stringify({ model: "claude-opus-5-5" }))).text).toContain("max_tokens:");
    expect((await send('{"model":"claude-haiku-4-5","max_tokens":1,"model":"claude-opus-5-5"}')).text).toContain(
      "twice",
    );
    expect(emulator.journal()).toEqual([]);
  });
});

describe("an upstream that fails", () => {
  test("is passed on, and costs nothing", async () => {
    const caller = await newCaller();
    emulator.failNext("529");

    const reply = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));

    expect(reply.status).toBe(529);
    expect(await ledger(caller)).toEqual([]);
    expect(await openHolds(caller)).toBe("0");
  });

  test("does not make the client sign in again when our key is refused", async () => {
    const caller = await newCaller();
    emulator.failNext("401");

    const reply = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));

    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ error: { type: "policy_blocked" } });
  });

  test("breaks off in the middle: the client sees it, what was seen is booked as an estimate", async () => {
    const caller = await newCaller();

    const attempt = gateway.post(
      "/v1/messages",
      messageBody("[[events:50 delay=10]] [[fault:reset after=5]]", { stream: true }),
      bearer(caller),
    );

    await expect(attempt).rejects.toThrow();
    const rows = await ledger(caller);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ estimated }) => estimated)).toBe(true);
    expect(await openHolds(caller)).toBe("0");
  });

  test("is told to stop when the caller goes away, and what was seen is booked", async () => {
    const caller = await newCaller();
    const body = messageBody("[[events:500 delay=20]]", { stream: true });

    await new Promise<void>((resolve) => {
      const headers = { ...bearer(caller), "content-length": String(Buffer.byteLength(body)) };
      const request = httpRequest(
        { port: gateway.port, host: "127.0.0.1", method: "POST", path: "/v1/messages", headers },
        (response) => {
          let seen = 0;
          response.on("data", () => {
            seen += 1;
            if (seen === 5) request.destroy();
          });
          response.once("close", resolve);
          response.once("error", () => undefined);
        },
      );
      request.once("error", () => undefined);
      request.end(body);
    });
    await expect.poll(async () => (await ledger(caller)).length, { timeout: 5_000 }).toBeGreaterThan(0);

    expect((await ledger(caller)).every(({ estimated }) => estimated)).toBe(true);
    expect(await openHolds(caller)).toBe("0");
  });
});

describe("beside the calls", () => {
  test("/api/oauth/usage tells cents, whole percents and the same reset as the headers", async () => {
    const caller = await newCaller({ limit: "500" });
    const call = await gateway.post("/v1/messages", messageBody("hi"), bearer(caller));
    await settled(5_000);

    const reply = await gateway.get("/api/oauth/usage", bearer(caller));

    const { extra_usage, limits } = reply.json() as { extra_usage: object; limits: { resets_at: string }[] };
    expect(extra_usage).toMatchObject({ is_enabled: true, monthly_limit: 50_000, currency: "USD" });
    expect(limits).toMatchObject([{ kind: "spend", group: "monthly", is_active: true, severity: "normal" }]);
    expect(String(Date.parse(limits[0]?.resets_at ?? "") / 1_000)).toBe(
      call.headers["anthropic-ratelimit-unified-reset"],
    );
  });

  test("/v1/models lists what is priced and allowed; count_tokens passes on", async () => {
    const caller = await newCaller();

    const models = await gateway.get("/v1/models?limit=1000", bearer(caller));
    const count = await gateway.post("/v1/messages/count_tokens", messageBody("hi"), bearer(caller));

    expect(JSON.stringify(models.json())).toContain("claude-opus-5-5");
    expect(count.json()).toMatchObject({ input_tokens: expect.any(Number) as number });
    expect(await ledger(caller)).toEqual([]);
  });
});
