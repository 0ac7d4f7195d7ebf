import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type LlmEmulator, startLlmEmulator } from "../../emulators/llm/server";
import { type Usd, usd } from "@/lib/money";
import { loginUrl } from "@/server/db-logins";
import { systemPool } from "@/server/system-db";
import { type Caller, messageBody, newCaller } from "@/test/model-gateway";
import { type GatewayProcess, cuttable, freePort, startGatewayProcess } from "./gateway-process";

vi.setConfig({ testTimeout: 120_000 });

let emulator: LlmEmulator;
const running: GatewayProcess[] = [];

beforeAll(async () => {
  emulator = await startLlmEmulator();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
  emulator.clear();
});
afterAll(async () => {
  await emulator.stop();
});

async function start(port: number, env: Record<string, string> = {}): Promise<GatewayProcess> {
  const gateway = await startGatewayProcess({ port, upstream: emulator.url, env });
  running.push(gateway);
  return gateway;
}

type Answer = { status: number; headers: Record<string, unknown>; text: string };

/** Sends a call; `onData` sees the answer coming. Resolves with what came, also when it was cut off. */
function call(
  gateway: GatewayProcess,
  caller: Caller,
  options: { body: string; onData?: () => void },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${caller.token}`,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(options.body)),
    };
    const ask = request(
      { port: gateway.port, host: "127.0.0.1", method: "POST", path: "/v1/messages", headers },
      (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => {
          text += chunk.toString();
          options.onData?.();
        });
        answer.once("error", () => undefined);
        answer.once("close", () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        });
      },
    );
    ask.once("error", (error) => {
      if (options.onData) resolve({ status: 0, headers: {}, text: "" });
      else reject(error);
    });
    ask.end(options.body);
  });
}

async function account({ org }: Caller) {
  const { rows } = await systemPool().query<{
    open: string;
    held: string;
    spent: string;
    booked: string;
    events: string;
    estimated: string;
  }>(
    `select (select count(*) from budget_holds where org_id = $1 and status in ('HELD', 'WAITING')) as open,
            (select coalesce(sum(held_usd + exposed_usd), 0)::text from budget_periods where org_id = $1) as held,
            (select coalesce(sum(spent_usd), 0)::text from budget_periods where org_id = $1) as spent,
            (select coalesce(sum(calculated_cost), 0)::text from usage_logs where org_id = $1) as booked,
            (select count(distinct source_event_id) from usage_logs where org_id = $1) as events,
            (select count(distinct source_event_id) from usage_logs where org_id = $1 and is_estimated) as estimated`,
    [org.id],
  );
  const [row] = rows;
  if (!row) throw new Error("no account");
  return { ...row, spent: usd(row.spent), booked: usd(row.booked) };
}

/** What the vendor would bill for what it was asked, at the prices of the tests. */
function charged(): Usd {
  return emulator.journal().reduce((sum, { charged: usage }) => {
    if (!usage) return sum;
    const used = usage as unknown as Record<string, number | undefined>;
    const part = (name: string, cost: string): Usd =>
      usd(cost)
        .times(used[name] ?? 0)
        .div(1_000_000);
    return sum
      .plus(part("input_tokens", "4"))
      .plus(part("output_tokens", "20"))
      .plus(part("cache_read_input_tokens", "0.2"))
      .plus(part("cache_creation_input_tokens", "5"));
  }, usd("0"));
}

test("a gateway killed amid 50 streams: each upstream call is booked once, nothing stays held, nothing is missing", async () => {
  const caller = await newCaller({ limit: "1000" });
  const port = await freePort();
  const first = await start(port);
  const flowing = new Set<number>();
  const calls = Array.from({ length: 50 }, (_, place) =>
    call(first, caller, {
      body: messageBody(`[[events:400 delay=25]] caller ${String(place)}`, { stream: true }),
      onData: () => flowing.add(place),
    }),
  );
  await expect.poll(() => flowing.size, { timeout: 30_000 }).toBe(50);

  await first.kill();
  await Promise.all(calls);
  await start(port);

  await expect.poll(async () => (await account(caller)).open, { timeout: 20_000 }).toBe("0");
  const { events, estimated, held, spent, booked } = await account(caller);
  const asked = emulator.journal().filter(({ path }) => path.startsWith("/v1/messages")).length;
  expect(asked).toBe(50);
  expect([events, estimated]).toEqual(["50", "50"]);
  expect(Number(held)).toBe(0);
  expect(spent.toFixed()).toBe(booked.toFixed());
  expect(booked.greaterThanOrEqualTo(charged())).toBe(true);
});

test("a gateway that is asked to stop lets calls end, and leaves nothing to be estimated", async () => {
  const caller = await newCaller({ limit: "1000" });
  const gateway = await start(await freePort());
  let isFlowing = false;
  const calls = Array.from({ length: 5 }, () =>
    call(gateway, caller, {
      body: messageBody("[[events:40 delay=20]]", { stream: true }),
      onData: () => (isFlowing = true),
    }),
  );
  await expect.poll(() => isFlowing, { timeout: 20_000 }).toBe(true);

  await gateway.stop();
  const answers = await Promise.all(calls);

  expect(answers.every(({ text }) => text.includes("message_stop"))).toBe(true);
  expect(await account(caller)).toMatchObject({ open: "0", events: "5", estimated: "0" });
});

test("while Postgres is away calls are refused as the client shows it best, and go again when it is back", async () => {
  const caller = await newCaller({ limit: "1000" });
  const direct = new URL(process.env.DATABASE_URL ?? "");
  const database = await cuttable({ host: direct.hostname, port: Number(direct.port) });
  const through = new URL(direct);
  through.port = String(database.port);
  const secret = process.env.STEWARD_SECRET ?? "";
  const gateway = await start(await freePort(), {
    STEWARD_SYSTEM_DATABASE_URL: loginUrl(through.toString(), "steward_system", secret),
    STEWARD_WEB_DATABASE_URL: loginUrl(through.toString(), "steward_web", secret),
  });
  const ask = () => call(gateway, caller, { body: messageBody("hi") });
  const asked = () => emulator.journal().length;
  expect((await ask()).status).toBe(200);

  database.cut();
  await sleep(200);
  const before = asked();
  const refused = await ask();
  const health = await fetch(`${gateway.url}/healthz`);
  const ready = await fetch(`${gateway.url}/readyz`);

  expect(refused.status).toBe(429);
  expect(refused.headers).toMatchObject({
    "x-should-retry": "false",
    "anthropic-ratelimit-unified-overage-disabled-reason": "fetch_error",
  });
  expect(refused.text).toContain("cannot read the budgets");
  expect(asked()).toBe(before);
  expect([health.status, ready.status]).toEqual([200, 503]);
  expect(await health.json()).toMatchObject({ status: "degraded", spend: false });

  database.mend();
  await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(200);
  await gateway.stop();
  await database.stop();
});
