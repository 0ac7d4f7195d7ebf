import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createToolRule } from "@/features/policies/server";
import { auditTrail } from "@/test/factories";
import { Employee } from "./support/employee";
import { Steward } from "./support/steward";

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

const bash = (command: string): string => `[[tool:Bash ${JSON.stringify({ command, description: "test" })}]]`;
const ALLOWED = { args: ["--allowedTools", "Bash", "Write", "WebFetch"] };

async function decisions(type: string) {
  return (await auditTrail(employee.org)).filter(({ eventType }) => eventType === type);
}

test("a tool that is denied outright is the client's own rule: it is not even offered to the model", async () => {
  await createToolRule(employee.owner, { toolName: "WebFetch", action: "deny", reason: "Nothing leaves the house." });

  const answer = await employee.ask('[[tool:WebFetch {"url":"https://example.com","prompt":"read"}]]', ALLOWED);

  expect(answer.text).toContain("The tool was refused or failed");
  expect(answer.text).toMatch(/WebFetch/);
});

test("a rule with conditions refuses by the hook, and the model reads why", async () => {
  await createToolRule(employee.owner, {
    toolName: "Bash",
    action: "deny",
    conditions: { any: [{ path: "command", op: "matches", value: "(^|\\s)deploy(\\s|$)" }] },
    reason: "Deployments go through the pipeline.",
  });

  const refused = await employee.ask(bash("deploy production"), ALLOWED);
  const allowed = await employee.ask(bash("echo fine"), ALLOWED);

  expect(refused.text).toContain("The tool was refused or failed");
  expect(refused.text).toContain("Deployments go through the pipeline.");
  expect(refused.denials).toEqual([{ tool: "Bash", input: { command: "deploy production", description: "test" } }]);
  expect(allowed.text).toContain("The tool answered: fine");
  expect(await decisions("tool.denied")).toMatchObject([{ employeeId: employee.actor.employeeId }]);
});

test("no switch of the client's gets around it", async () => {
  const ways = [
    ["--permission-mode", "bypassPermissions"],
    ["--bare"],
    ["--settings", '{"disableAllHooks":true}'],
    ["--setting-sources", ""],
  ];

  for (const way of ways) {
    const { text } = await employee.ask(bash("deploy production"), { args: ["--allowedTools", "Bash", ...way] });
    expect(text, way.join(" ")).not.toContain("The tool answered");
  }
}, 120_000);

test("an audited tool runs, and the log says so", async () => {
  await createToolRule(employee.owner, {
    toolName: "Bash",
    action: "audit",
    conditions: { any: [{ path: "command", op: "starts_with", value: "echo audited" }] },
  });

  const { text } = await employee.ask(bash("echo audited words"), ALLOWED);

  expect(text).toContain("The tool answered: audited words");
  await expect.poll(() => decisions("tool.audited"), { timeout: 10_000 }).toHaveLength(1);
});

test("while the gateway is away, no tool runs", async () => {
  const before = steward.emulator.journal().length;
  // What writes runs one after the other, so the second is asked about while the first still sleeps.
  const prompt = `[[together]] ${bash("touch first; sleep 4")} ${bash("touch second")}`;
  const asking = employee.ask(prompt, { ...ALLOWED, env: { CLAUDE_CODE_MAX_RETRIES: "8" } });
  const isAnswered = () => steward.emulator.journal()[before]?.outcome === "complete";
  await expect.poll(isAnswered, { timeout: 30_000, interval: 20 }).toBe(true);
  await sleep(1_500);
  await steward.down("SIGKILL");
  await sleep(4_500);
  await steward.up();

  const { text, denials } = await asking;

  expect(text).toContain("The tool was refused or failed");
  expect(text).toMatch(/blocking because onFailure/);
  expect(denials).toMatchObject([{ tool: "Bash", input: { command: "touch second" } }]);
  expect(readdirSync(employee.machine.project)).toEqual(["first"]);
});
