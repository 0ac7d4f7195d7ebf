import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setBudget } from "@/features/budgets/server";
import { listDevices, revokeDevice } from "@/features/devices/server";
import { suspendEmployee } from "@/features/employees/server";
import { updateOrganization } from "@/features/organizations/server";
import { createModelPolicy } from "@/features/policies/server";
import { createTokenFor } from "@/features/tokens/server";
import { auditTrail } from "@/test/factories";
import { Employee } from "./support/employee";
import { Steward } from "./support/steward";

/**
 * Every refusal of the gateway protocol's table, as a person reads it in the real client. What is asserted is the text on
 * the screen: a status that the client answers with words of its own would be the wrong one.
 */

let steward: Steward;
let employee: Employee;

beforeAll(async () => {
  steward = await Steward.start();
  employee = await Employee.signedIn(steward);
});
afterAll(async () => {
  await employee.leave();
  await steward.stop();
});
beforeEach(() => {
  steward.emulator.clear();
});

const vendorCalls = (): number =>
  steward.emulator.journal().filter(({ path }) => path.startsWith("/v1/messages")).length;
const setMonthly = (limitUsd: string | null, mode: "EXACT" | "BOUNDED" = "BOUNDED") =>
  setBudget(employee.owner, { scope: "ORG", period: "MONTH", limitUsd, mode });

describe("while the person works", () => {
  test("a model that the organization does not allow: the rule and the way out, in one try", async () => {
    // The rule comes while the session runs: its client learns of it from the refusal alone.
    const asking = employee.ask('[[tool:Bash {"command":"sleep 4","description":"wait"}]]', {
      args: ["--allowedTools", "Bash"],
    });
    await expect.poll(vendorCalls, { timeout: 20_000 }).toBe(1);
    const rules = { deny: ["claude-opus-*"] };
    const policy = await createModelPolicy(employee.owner, {
      name: "No Opus",
      rules,
      attachment: { appliesTo: "ORG" },
    });

    const answer = await asking;

    expect(answer).toMatchObject({ isError: true, status: 400, code: 1 });
    expect(answer.text).toMatch(/claude-opus-4-7/);
    expect(answer.text).toContain(policy.name);
    expect(vendorCalls()).toBe(1);
    const denied = (await auditTrail(employee.org)).filter(({ eventType }) => eventType === "model.refused");
    expect(denied).toHaveLength(1);
  });

  test("and from its next start the client does not offer the model", async () => {
    const answer = await employee.ask("hello", { args: ["--model", "claude-sonnet-4-5"] });

    expect(answer.text).toContain("You wrote: hello");
    expect(steward.emulator.journal().map(({ model }) => model)).toEqual(["claude-sonnet-4-5"]);
  });

  const SONNET = { args: ["--model", "claude-sonnet-4-5"] };

  test("a budget that is spent: how much, until when, whom to ask", async () => {
    await setMonthly("0");

    const answer = await employee.ask("hello", SONNET);

    expect(answer).toMatchObject({ isError: true, code: 1 });
    expect(answer.text).toMatch(/monthly budget of \$0\.00 is used up .* It resets on .* can raise it: http/);
    expect(vendorCalls()).toBe(0);
  });

  test("money that others hold: it waits, then says so, and later works", async () => {
    await setMonthly("3", "EXACT");
    const { token } = await createTokenFor({ email: employee.actor.email, name: "ci", scopes: ["models:call"] });
    const body = {
      model: "claude-sonnet-4-5",
      max_tokens: 150_000,
      stream: true,
      messages: [{ role: "user", content: "[[events:2000 delay=60]]" }],
    };
    const leaving = new AbortController();
    const other = await fetch(`${steward.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": token, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: leaving.signal,
    });
    expect(other.status).toBe(200);

    const answer = await employee.ask("hello", { ...SONNET, env: { CLAUDE_CODE_MAX_RETRIES: "0" } });
    leaving.abort();

    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/Other calls in progress hold what is left .* try again in 10 seconds/);
    await setMonthly(null);
    expect((await employee.ask("hello", SONNET)).text).toContain("You wrote: hello");
  });

  test("a model without a price: refused by its name", async () => {
    const answer = await employee.ask("hello", { args: ["--model", "claude-unheard-of-9"] });

    expect(answer).toMatchObject({ isError: true, status: 400 });
    expect(answer.text).toMatch(/claude-unheard-of-9 has no price here/);
    expect(vendorCalls()).toBe(0);
  });

  test("no key to call with: who can add one, and where", async () => {
    await updateOrganization(employee.owner, { settings: { tokenSources: { platform: false } } });

    const answer = await employee.ask("hello", SONNET);
    await updateOrganization(employee.owner, { settings: { tokenSources: { platform: true } } });

    expect(answer).toMatchObject({ isError: true, status: 400 });
    expect(answer.text).toMatch(/no key to make this call with.*\/settings\/providers/);
    expect(vendorCalls()).toBe(0);
  });

  test("an overloaded vendor: tried again, and told when it stays so", async () => {
    await sleep(1_000);
    steward.emulator.failNext("529", 1);
    const recovered = await employee.ask("hello", SONNET);
    steward.emulator.failNext("529", 10);
    const lost = await employee.ask("hello", SONNET);

    expect(recovered.text).toContain("You wrote: hello");
    expect(lost.isError).toBe(true);
    expect(lost.text).toMatch(/overloaded|529/i);
  });

  test("Postgres away: the client still starts with its settings, and no call goes out uncounted", async () => {
    await employee.ask("hello", SONNET);
    steward.emulator.clear();
    steward.database.cut();

    const answer = await employee.ask("hello", SONNET);
    steward.database.mend();

    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/Steward cannot read the budgets right now/);
    expect(answer.text).not.toMatch(/Couldn't load settings/);
    expect(vendorCalls()).toBe(0);
    await expect
      .poll(async () => (await employee.ask("hello", SONNET)).text, { timeout: 60_000, interval: 1_000 })
      .toContain("You wrote: hello");
  });
});

describe("a person or machine that is not let in", () => {
  test("a token that may not call models: 403 in words, without asking to sign in again", async () => {
    const { token } = await createTokenFor({
      email: employee.actor.email,
      name: "settings only",
      scopes: ["settings:read", "decisions:ask", "activity:report"],
    });
    const robot = await Employee.hire(steward);
    const machine = { STEWARD_URL: steward.url, STEWARD_TOKEN: token };
    const login = await robot.machine.run(process.execPath, [`${process.cwd()}/dist/steward.mjs`, "login"], {
      env: machine,
    });

    const answer = await robot.ask("hello", { args: ["--model", "claude-sonnet-4-5"] });
    await robot.leave();

    expect(login.code, login.stderr).toBe(0);
    expect(answer).toMatchObject({ isError: true, status: 403 });
    expect(answer.text).toMatch(/models:call/);
  });

  test("a machine that was never signed in is told how", async () => {
    const stranger = await Employee.hire(steward);

    const status = await stranger.cli(["status"]);
    await stranger.leave();

    expect(status.code).toBe(1);
    expect(status.stderr).toContain("Run `steward login`.");
  });

  test("a revoked device gets nothing at its next start, within seconds", async () => {
    const other = await Employee.signedIn(steward);
    expect((await other.ask("hello")).text).toContain("You wrote: hello");
    const [device] = await listDevices(other.actor, {});
    await revokeDevice(other.actor, { deviceId: device?.id ?? "" });
    await sleep(2_000);
    steward.emulator.clear();

    const answer = await other.ask("hello");
    const status = await other.cli(["status"]);
    await other.leave();

    expect(answer).toMatchObject({ isError: true, code: 1 });
    expect(answer.text + answer.stderr).toMatch(/sign in|log in|login|revoked|authenticat/i);
    expect(vendorCalls()).toBe(0);
    expect(status.stderr).toContain("signed out");
  });

  test("someone who was suspended in the middle of a session is stopped at the next call", async () => {
    const other = await Employee.signedIn(steward);
    const asking = other.ask('[[tool:Bash {"command":"sleep 6","description":"wait"}]]', {
      args: ["--allowedTools", "Bash"],
    });
    await expect.poll(vendorCalls, { timeout: 20_000 }).toBeGreaterThan(0);
    const before = vendorCalls();
    await suspendEmployee(other.owner, { employeeId: other.actor.employeeId, reason: "left" });

    const answer = await asking;
    await other.leave();

    expect(answer).toMatchObject({ isError: true, code: 1 });
    expect(vendorCalls()).toBe(before);
  });
});
