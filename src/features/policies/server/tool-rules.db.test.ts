import { expect, test } from "vitest";
import type { Actor } from "@/server/access";
import { withSystem } from "@/server/system-db";
import { auditTrail, memberOf, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { createToolRule } from "./create-tool-rule";
import { deleteToolRule } from "./delete-tool-rule";
import { getToolRule } from "./get-tool-rule";
import { listToolRules } from "./list-tool-rules";
import { tryRule } from "./try-rule";
import { switchToolRule, updateToolRule } from "./update-tool-rule";

const CURL = { any: [{ path: "command", op: "contains" as const, value: "curl" }] };

async function company(): Promise<{ org: { id: string }; security: Actor }> {
  const org = await newOrg();
  return { org, security: await newActor(org, "security") };
}

/** The log without the row of the organization's own making. */
async function changes(org: { id: string }) {
  return (await auditTrail(org)).slice(1);
}

test("a new rule is stored with its first version, and recorded", async () => {
  const { org, security } = await company();

  const rule = await createToolRule(security, {
    toolName: "Bash",
    action: "deny",
    conditions: CURL,
    reason: "No curl.",
  });

  expect(rule).toMatchObject({ toolName: "Bash", version: 1, isEnabled: true, createdBy: { id: security.employeeId } });
  expect((await getToolRule(security, { toolRuleId: rule.id })).versions).toMatchObject([
    { version: 1, snapshot: { toolName: "Bash", conditions: CURL }, changedBy: { id: security.employeeId } },
  ]);
  expect(await changes(org)).toMatchObject([
    {
      eventType: "tool_rule.create",
      eventCategory: "policy",
      payload: { targetId: rule.id, after: { reason: "No curl." } },
    },
  ]);
});

test("each change is a version; one made on an old version is stale", async () => {
  const { org, security } = await company();
  const rule = await createToolRule(security, { toolName: "Bash", action: "deny", conditions: CURL });

  const changed = await updateToolRule(security, {
    toolRuleId: rule.id,
    version: 1,
    action: "audit",
    conditions: null,
  });
  const off = await switchToolRule(security, { toolRuleId: rule.id, version: 2, isEnabled: false });
  const attempt = updateToolRule(security, { toolRuleId: rule.id, version: 1, toolName: "Read" });

  expect(changed).toMatchObject({ action: "audit", conditions: null, version: 2 });
  expect(off).toMatchObject({ isEnabled: false, version: 3 });
  await expect(attempt).rejects.toMatchObject({ code: "STALE" });
  const { versions } = await getToolRule(security, { toolRuleId: rule.id });
  expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
  expect((await changes(org)).map(({ eventType }) => eventType)).toEqual([
    "tool_rule.create",
    "tool_rule.update",
    "tool_rule.update",
  ]);
});

test("two changes at once: one is made, the other is stale", async () => {
  const { security } = await company();
  const rule = await createToolRule(security, { toolName: "Bash", action: "deny" });

  const attempts = await Promise.allSettled(
    ["Read", "Edit"].map((toolName) => updateToolRule(security, { toolRuleId: rule.id, version: 1, toolName })),
  );

  expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a removed rule is gone, and its last version says so", async () => {
  const { org, security } = await company();
  const rule = await createToolRule(security, { toolName: "Bash", action: "deny" });

  await deleteToolRule(security, { toolRuleId: rule.id, version: 1 });

  expect(await listToolRules(security, {})).toEqual([]);
  expect((await auditTrail(org)).at(-1)).toMatchObject({
    eventType: "tool_rule.delete",
    payload: { targetId: rule.id },
  });
});

test("a rule that cannot be evaluated safely, or binds what does not exist, is refused by field", async () => {
  const { security } = await company();
  const backReference = { any: [{ path: "command", op: "matches" as const, value: "(a)\\1" }] };

  await expect(
    createToolRule(security, { toolName: "Bash", action: "deny", conditions: backReference }),
  ).rejects.toMatchObject({ code: "INVALID", field: "conditions.any.0.value" });
  await expect(createToolRule(security, { toolName: "Bash", action: "warn" as never })).rejects.toMatchObject({
    code: "INVALID",
    field: "action",
  });
  await expect(
    createToolRule(security, {
      toolName: "Bash",
      action: "deny",
      scope: { teamId: (await newTeam(await newOrg())).id },
    }),
  ).rejects.toMatchObject({ code: "NOT_FOUND", field: "scope.teamId" });
});

test("another organization's rule does not exist", async () => {
  const { security } = await company();
  const rule = await createToolRule(security, { toolName: "Bash", action: "deny" });
  const stranger = await newActor(await newOrg(), "security");

  const attempts = [
    getToolRule(stranger, { toolRuleId: rule.id }),
    updateToolRule(stranger, { toolRuleId: rule.id, version: 1, toolName: "x" }),
    switchToolRule(stranger, { toolRuleId: rule.id, version: 1, isEnabled: false }),
    deleteToolRule(stranger, { toolRuleId: rule.id, version: 1 }),
  ];

  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
  }
});

test("who may not manage policies is refused, and that is recorded", async () => {
  const { org, security } = await company();
  const rule = await createToolRule(security, { toolName: "Bash", action: "deny" });
  const manager = await newActor(org, "manager");

  await expect(createToolRule(manager, { toolName: "Read", action: "deny" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(deleteToolRule(manager, { toolRuleId: rule.id, version: 1 })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(
    tryRule(manager, { rule: { toolName: "*", action: "deny" }, call: { tool: "Bash", input: {} } }),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await auditTrail(org)).filter(({ eventType }) => eventType === "access.denied")).toHaveLength(3);
});

test("people see the rules that bind them or those they manage, and no others", async () => {
  const { org, security } = await company();
  const parent = await newTeam(org);
  const team = await newTeam(org, { parentTeamId: parent.id });
  const other = await newTeam(org);
  const member = await newEmployee(org, { teamId: team.id });
  const developer = await newActor(org, "developer", { teamId: team.id });
  const manager = await newActor(org, "manager", { managedTeamIds: [team.id] });
  const create = async (toolName: string, scope: object) =>
    createToolRule(security, { toolName, action: "deny", scope });
  await create("everyone", {});
  await create("above", { teamId: parent.id });
  await create("team", { teamId: team.id });
  await create("member", { employeeId: member.id });
  const hidden = await create("other", { teamId: other.id });
  const seenBy = async (actor: Actor): Promise<string[]> =>
    (await listToolRules(actor, {})).map(({ toolName }) => toolName).sort();

  expect(await seenBy(developer)).toEqual(["above", "everyone", "team"]);
  expect(await seenBy(manager)).toEqual(["everyone", "member", "team"]);
  expect(await seenBy(security)).toHaveLength(5);
  await expect(getToolRule(developer, { toolRuleId: hidden.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(listToolRules(await memberOf(org), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a draft is tried with the code that decides in earnest, and stored nowhere", async () => {
  const { security } = await company();
  const rule = { toolName: "Bash", action: "deny" as const, conditions: CURL, reason: "No curl." };

  expect(await tryRule(security, { rule, call: { tool: "bash", input: { command: "curl x" } } })).toMatchObject({
    isMatch: true,
    verdict: "DENY",
    reason: "No curl. (rule “Bash”, version 1)",
  });
  expect(await tryRule(security, { rule, call: { tool: "Bash", input: { command: "ls" } } })).toMatchObject({
    isMatch: false,
    verdict: "ALLOW",
  });
  expect(await listToolRules(security, {})).toEqual([]);
});

test("the 20,001st rule is refused with the count", async () => {
  const { org, security } = await company();
  await withSystem(
    (db) => db.$executeRaw`
      insert into tool_policies (org_id, tool_name, action)
      select ${org.id}::uuid, 'Tool' || n, 'deny' from generate_series(1, 20000) n`,
  );

  await expect(createToolRule(security, { toolName: "Bash", action: "deny" })).rejects.toMatchObject({
    code: "LIMIT_EXCEEDED",
    message: expect.stringContaining("20000") as unknown,
  });
});
