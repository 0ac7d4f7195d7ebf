import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { disableAgent, listAgents, seedCatalog } from "@/features/catalog/server";
import { deviceHookToken, revokeDevice } from "@/features/devices/server";
import { createModelPolicy, createToolRule, forgetGates } from "@/features/policies/server";
import { createToken } from "@/features/tokens/server";
import type { Actor } from "@/server/access";
import { signInDevice } from "@/test/devices";
import { auditTrail, newActor, newOrg } from "@/test/factories";
import { type Answer, type TestGateway, readAnswer, startRoutes } from "@/test/gateway";
import { withPostgresAway } from "@/test/postgres-away";
import { forgetIdentities } from "../identity";
import { hookRoutes } from "./routes";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startRoutes((app) => app.route("/", hookRoutes));
  await newOrg();
  await seedCatalog({});
});
beforeEach(forgetEverything);
afterAll(() => gateway.stop());

function forgetEverything(): void {
  forgetIdentities({ table: "*", orgId: null, id: null });
  forgetGates();
}

type Company = { org: { id: string }; owner: Actor; person: Actor; token: string; deviceId: string };

async function company(): Promise<Company> {
  const org = await newOrg();
  const person = await newActor(org, "developer");
  const { deviceId } = await signInDevice(person);
  const token = await deviceHookToken({ orgId: org.id, deviceId });
  return { org, owner: await newActor(org, "owner"), person, token, deviceId };
}

async function post(at: string, { token, body }: { token: string; body: string }): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return readAnswer(await fetch(`${gateway.url}${at}`, { method: "POST", body, headers }));
}

/** As Claude Code 2.1.330 sends it. */
function toolUse(tool: string, input: object): string {
  return JSON.stringify({
    session_id: "3f0c1f4e-9f0a-4b57-8f0c-0d7c5d6c1a11",
    transcript_path: "/srv/robin/.claude/projects/x.jsonl",
    cwd: "/srv/robin/work",
    prompt_id: "p1",
    permission_mode: "default",
    effort: { level: "medium" },
    hook_event_name: "PreToolUse",
    tool_name: tool,
    tool_input: input,
    tool_use_id: "toolu_01",
  });
}

const hook = (token: string, body: string): Promise<Answer> => post("/api/v1/hooks/claude-code", { token, body });

function denied(reason: unknown) {
  return {
    status: 200,
    body: {
      hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: reason },
    },
  };
}

describe("POST /api/v1/hooks/claude-code", () => {
  test("a forbidden call is denied with the rule's reason and what to do; any other gets an empty object", async () => {
    const { owner, token } = await company();
    await createToolRule(owner, {
      toolName: "bash",
      action: "deny",
      reason: "Downloads go through the mirror.",
      conditions: { any: [{ path: "command", op: "matches", value: "\\bcurl\\b" }] },
    });

    expect(await hook(token, toolUse("Bash", { command: "curl https://x" }))).toMatchObject(
      denied(
        expect.stringMatching(/^Downloads go through the mirror\. \(rule “bash”, version 1\) .*naming the rule\.$/),
      ),
    );
    expect(await hook(token, toolUse("Bash", { command: "ls" }))).toMatchObject({ status: 200, body: {} });
    expect((await hook(token, toolUse("Bash", { command: "ls" }))).body).toEqual({});
  });

  test("every decision is on record: who, which tool, which rule at which version; never the input", async () => {
    const { org, owner, person, token, deviceId } = await company();
    const rule = await createToolRule(owner, { toolName: "Bash", action: "audit" });
    await createToolRule(owner, { toolName: "WebFetch", action: "deny" });
    await hook(token, toolUse("Read", { file_path: "/very-private" }));
    await hook(token, toolUse("Bash", { command: "very-private" }));
    await hook(token, toolUse("WebFetch", { url: "https://very-private" }));

    const rows = (await auditTrail(org)).filter(({ eventCategory }) => eventCategory === "tool");
    expect(rows).toMatchObject([
      {
        eventType: "tool.allowed",
        employeeId: person.employeeId,
        payload: { tool: "Read", verdict: "ALLOW", rules: [] },
      },
      {
        eventType: "tool.audited",
        actor: { kind: "device", deviceId, email: person.email },
        payload: {
          tool: "Bash",
          toolUseId: "toolu_01",
          agentSessionId: "3f0c1f4e-9f0a-4b57-8f0c-0d7c5d6c1a11",
          rules: [{ kind: "tool_rule", id: rule.id, name: "Bash", version: 1 }],
          policyVersion: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
          requestId: expect.any(String) as unknown,
        },
      },
      { eventType: "tool.denied", payload: { tool: "WebFetch", verdict: "DENY" } },
    ]);
    expect(JSON.stringify(rows)).not.toContain("very-private");
  });

  test("calls that come together share commits, and each is on record once", async () => {
    const { org, token } = await company();

    const answers = await Promise.all(Array.from({ length: 60 }, () => hook(token, toolUse("Read", {}))));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await auditTrail(org)).filter(({ eventType }) => eventType === "tool.allowed")).toHaveLength(60);
  });

  test("a broken body, an unknown token, none at all and one of another audience are denials with a reason", async () => {
    const { person, token } = await company();
    const { token: narrow } = await createToken(person, { name: "CI", scopes: ["usage:read"] });
    const call = toolUse("Read", {});

    expect(await hook(token, "{")).toMatchObject(denied(expect.stringContaining("not valid JSON")));
    expect(await hook(token, "[]")).toMatchObject(denied(expect.stringContaining("could not understand")));
    expect(await hook(token, '{"hook_event_name":"PreToolUse"}')).toMatchObject(
      denied(expect.stringContaining("could not understand")),
    );
    expect(await hook(`sth_${"x".repeat(43)}`, call)).toMatchObject(denied(expect.stringContaining("not known")));
    expect(await hook("", call)).toMatchObject(denied(expect.stringContaining("not signed in")));
    expect(await hook(narrow, call)).toMatchObject(denied(expect.stringContaining("decisions:ask")));
  });

  test("a revoked device's hook allows nothing", async () => {
    const { owner, token, deviceId } = await company();
    await revokeDevice(owner, { deviceId });
    forgetEverything();

    expect(await hook(token, toolUse("Read", {}))).toMatchObject(denied(expect.any(String)));
  });

  test("an agent that was switched off may do nothing", async () => {
    const { owner, token } = await company();
    const [agent] = await listAgents(owner, {});
    await disableAgent(owner, { agentId: agent?.id ?? "" });

    expect(await hook(token, toolUse("Read", {}))).toMatchObject(
      denied(expect.stringContaining("Claude Code is switched off for your organization.")),
    );
  });

  test("other events are none of its business", async () => {
    const { token } = await company();

    expect((await hook(token, '{"hook_event_name":"PostToolUse","tool_name":"Bash"}')).body).toEqual({});
  });

  test("a megabyte of input is decided on", async () => {
    const { owner, token } = await company();
    await createToolRule(owner, {
      toolName: "Write",
      action: "deny",
      conditions: { any: [{ path: "content", op: "matches", value: "(a+)+SECRET$" }] },
    });

    expect((await hook(token, toolUse("Write", { content: "a".repeat(1_000_000) }))).body).toEqual({});
    expect(await hook(token, toolUse("Write", { content: `${"a".repeat(900_000)}SECRET` }))).toMatchObject(
      denied(expect.any(String)),
    );
  });

  test("while Postgres is away nothing is allowed, and the answer is still 200 with a reason", async () => {
    const { token } = await company();
    await hook(token, toolUse("Read", {}));

    await withPostgresAway(async () => {
      expect(await hook(token, toolUse("Read", {}))).toMatchObject(denied(expect.stringContaining("right now")));
      forgetEverything();
      expect(await hook(token, toolUse("Read", {}))).toMatchObject(denied(expect.stringContaining("right now")));
    });
  });
});

describe("POST /api/v1/decisions", () => {
  test("answers in our own shape, for tools and models", async () => {
    const { owner, token } = await company();
    const rule = await createToolRule(owner, { toolName: "mcp__*", action: "deny" });
    await createModelPolicy(owner, {
      name: "Haiku",
      rules: { allow: ["claude-haiku-*"], deny: [] },
      attachment: { appliesTo: "ORG" },
    });
    const ask = (body: object): Promise<Answer> => post("/api/v1/decisions", { token, body: JSON.stringify(body) });

    expect(await ask({ kind: "tool", tool: "mcp__github__list" })).toMatchObject({
      status: 200,
      body: {
        verdict: "DENY",
        allowed: false,
        rules: [{ kind: "tool_rule", id: rule.id, name: "mcp__*", version: 1 }],
      },
    });
    expect(await ask({ kind: "model", model: "claude-opus-5" })).toMatchObject({ body: { verdict: "DENY" } });
    expect(await ask({ kind: "model", model: "claude-haiku-5" })).toMatchObject({
      body: { verdict: "ALLOW", allowed: true, reason: null },
    });
  });

  test("refuses what it does not understand, and whom it does not know, in our envelope", async () => {
    const { token } = await company();

    expect(await post("/api/v1/decisions", { token, body: '{"kind":"wish"}' })).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID", field: "kind" } },
    });
    expect(await post("/api/v1/decisions", { token, body: '{"kind":"tool","tool":""}' })).toMatchObject({
      status: 400,
    });
    expect(await post("/api/v1/decisions", { token: `sth_${"x".repeat(43)}`, body: "{}" })).toMatchObject({
      status: 401,
    });
  });
});
