import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { withSystem } from "@/server/system-db";
import { newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { createModelPolicy } from "./create-model-policy";
import { createToolRule } from "./create-tool-rule";
import { decide } from "./gate/decide";
import type { Verdict } from "./gate/verdict";
import { forgetGates, loadGate } from "./load-gate";
import { switchToolRule } from "./update-tool-rule";

async function verdict(orgId: string, employeeId: string, tool: string): Promise<Verdict> {
  forgetGates();
  return decide(await loadGate(orgId, employeeId), { kind: "tool", tool, input: {}, client: "claude-code" }).verdict;
}

test("a rule binds its team and all below it, its person, or everyone", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const parent = await newTeam(org);
  const team = await newTeam(org, { parentTeamId: parent.id });
  const inside = await newEmployee(org, { teamId: team.id });
  const outside = await newEmployee(org);
  await createToolRule(security, { toolName: "ForParent", action: "deny", scope: { teamId: parent.id } });
  await createToolRule(security, { toolName: "ForPerson", action: "deny", scope: { employeeId: outside.id } });
  await createToolRule(security, { toolName: "ForAll", action: "audit" });
  await createToolRule(security, { toolName: "ForAll", action: "deny", isEnabled: false });

  const verdicts = async (employeeId: string): Promise<Verdict[]> => [
    await verdict(org.id, employeeId, "ForParent"),
    await verdict(org.id, employeeId, "ForPerson"),
    await verdict(org.id, employeeId, "ForAll"),
  ];

  expect(await verdicts(inside.id)).toEqual(["DENY", "ALLOW", "AUDIT"]);
  expect(await verdicts(outside.id)).toEqual(["ALLOW", "DENY", "AUDIT"]);
});

test("model lists bind whom they are attached to", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const team = await newTeam(org);
  const inside = await newEmployee(org, { teamId: team.id });
  const outside = await newEmployee(org);
  const rules = { allow: ["claude-haiku-*"], deny: [] };
  await createModelPolicy(security, { name: "draft", rules });
  await createModelPolicy(security, { name: "team", rules, attachment: { appliesTo: "ATTACHED", teamIds: [team.id] } });
  const model = async (employeeId: string): Promise<Verdict> =>
    decide(await loadGate(org.id, employeeId), { kind: "model", model: "claude-opus-5", client: null }).verdict;

  expect([await model(inside.id), await model(outside.id)]).toEqual(["DENY", "ALLOW"]);
});

test("people bound by the same rules share one compiled gate", async () => {
  const org = await newOrg();
  await createToolRule(await newActor(org, "security"), { toolName: "Bash", action: "deny" });
  const [one, two] = [await newEmployee(org), await newEmployee(org)];

  expect(await loadGate(org.id, one.id)).toBe(await loadGate(org.id, two.id));
});

test("it fails closed: for a person who is not there, and when the rules cannot be read", async () => {
  const org = await newOrg();
  const stranger = await newEmployee(await newOrg());

  await expect(loadGate(org.id, stranger.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await withSystem((db) => db.$executeRaw`select 1`);
  await expect(loadGate("not-a-uuid", stranger.id)).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("a change is in force within a second in another process", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const rule = await createToolRule(security, { toolName: "Bash", action: "deny" });
  const child = fork("src/test/gate-process.ts", [org.id, security.employeeId], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const next = async (): Promise<unknown> => ((await once(child, "message")) as unknown[])[0];
  try {
    expect(await next()).toBe("DENY");

    const changed = next();
    const started = performance.now();
    await switchToolRule(security, { toolRuleId: rule.id, version: 1, isEnabled: false });

    expect(await changed).toBe("ALLOW");
    expect(performance.now() - started).toBeLessThan(1_000);
  } finally {
    child.kill();
  }
});
