import { beforeAll, expect, test } from "vitest";
import { seedCatalog } from "@/features/catalog/server";
import { createToolRule } from "@/features/policies/server";
import type { Actor } from "@/server/access";
import { auditTrail, memberOf, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { getEffectiveConfig, getMyConfig, getOrganizationConfig, listOverrides } from "./get-config";
import { setOrganizationConfig } from "./set-organization-config";
import { setEmployeeConfig, setTeamConfig } from "./set-override";

beforeAll(async () => {
  await newOrg();
  await seedCatalog({});
});

async function company() {
  const org = await newOrg();
  const parent = await newTeam(org, { name: "Engineering" });
  const team = await newTeam(org, { name: "Platform", parentTeamId: parent.id });
  const owner = await newActor(org, "owner");
  const manager = await newActor(org, "manager", { managedTeamIds: [team.id] });
  const member = await newEmployee(org, { teamId: team.id });
  const colleague = await newEmployee(org);
  return { org, parent, team, owner, manager, member, colleague };
}

async function trail(org: { id: string }, type: string) {
  return (await auditTrail(org)).filter(({ eventType }) => eventType === type);
}

test("each value comes from the last level that set it, and names that level", async () => {
  const { owner, parent, team, member } = await company();
  await setOrganizationConfig(owner, {
    config: { model: "a", verbose: true, language: "english" },
    systemPrompt: "House rules.",
  });
  await setTeamConfig(owner, { teamId: parent.id, config: { model: "b" } });
  await setTeamConfig(owner, { teamId: team.id, config: { language: null }, systemPrompt: "Team rules." });
  await setEmployeeConfig(owner, { employeeId: member.id, config: { verbose: false } });

  const { resolved, levels, document } = await getEffectiveConfig(owner, { employeeId: member.id });

  expect(resolved.config).toEqual({ model: "b", verbose: false });
  expect(resolved.provenance).toMatchObject({
    model: { kind: "team", name: "Engineering" },
    verbose: { kind: "employee", id: member.id },
  });
  expect(resolved.systemPrompt).toBe("House rules.\n\nTeam rules.");
  expect(levels.map(({ kind, name }) => [kind, name])).toEqual([
    ["catalog", "Claude Code"],
    ["organization", "Acme"],
    ["team", "Engineering"],
    ["team", "Platform"],
    ["employee", member.name],
  ]);
  expect(document).toMatchObject({
    model: "b",
    claudeMd: "House rules.\n\nTeam rules.",
    env: { STEWARD_HOOK_TOKEN: "$STEWARD_HOOK_TOKEN" },
  });
});

test("each change is recorded with what was before", async () => {
  const { org, owner, team, member } = await company();
  await setOrganizationConfig(owner, { config: { model: "a" } });
  await setOrganizationConfig(owner, { config: { model: "b" }, lockedPaths: ["model"] });
  await setTeamConfig(owner, { teamId: team.id, config: { verbose: true } });
  await setEmployeeConfig(owner, { employeeId: member.id, config: { verbose: true }, isEnabled: false });

  expect((await trail(org, "config.set_organization"))[1]).toMatchObject({
    payload: { before: { config: { model: "a" } }, after: { config: { model: "b" }, lockedPaths: ["model"] } },
  });
  expect(await trail(org, "config.set_team")).toMatchObject([{ payload: { targetId: team.id } }]);
  expect(await trail(org, "config.set_employee")).toMatchObject([
    { employeeId: member.id, payload: { after: { isEnabled: false } } },
  ]);
});

test("a locked path is refused further down, by name, and so is taking back what restricts", async () => {
  const { owner, team, member } = await company();
  await setOrganizationConfig(owner, {
    config: { model: "a", availableModels: ["haiku", "sonnet"], disableAutoMode: "disable" },
    lockedPaths: ["model"],
  });

  await expect(setTeamConfig(owner, { teamId: team.id, config: { model: "b" } })).rejects.toMatchObject({
    code: "INVALID",
    field: "config.model",
    message: expect.stringContaining("Acme has locked this") as unknown,
  });
  await expect(
    setEmployeeConfig(owner, { employeeId: member.id, config: { disableAutoMode: null } }),
  ).rejects.toMatchObject({ code: "INVALID", field: "config.disableAutoMode" });
  await setEmployeeConfig(owner, { employeeId: member.id, config: { availableModels: ["haiku", "opus"] } });
  expect((await getEffectiveConfig(owner, { employeeId: member.id })).resolved.config).toMatchObject({
    availableModels: ["haiku"],
  });
});

test.each([
  [{ modle: "a" }, "config.modle", "no setting of this name"],
  [{ hooks: {} }, "config.hooks", "runs something"],
  [{ permissions: { allow: ["Bash"] } }, "config.permissions.allow", "loosens"],
  [{ permissions: { defaultMode: "bypassPermissions" } }, "config.permissions.defaultMode", "loosen"],
  [{ apiKeyHelper: "/bin/x" }, "config.apiKeyHelper", "credential"],
  [{ env: { LD_PRELOAD: "/x" } }, "config.env.LD_PRELOAD", "decide what runs"],
  [{ env: { ANTHROPIC_API_KEY: "x" } }, "config.env.ANTHROPIC_API_KEY", "credential"],
  [{ env: { ANTHROPIC_BASE_URL: "https://x" } }, "config.env.ANTHROPIC_BASE_URL", "Steward writes it"],
  [{ forceLoginMethod: "console" }, "config.forceLoginMethod", "Steward writes it"],
  [{ verbose: "yes" }, "config.verbose", "true or false"],
  [{ disableAutoMode: false }, "config.disableAutoMode", "Only"],
  [{ model: null }, "config.model", "nothing below"],
  [{ permissions: 5 }, "config.permissions", "object"],
])("settings %j are refused at %s", async (config, field, words) => {
  const owner = await newActor(await newOrg(), "owner");

  await expect(setOrganizationConfig(owner, { config })).rejects.toMatchObject({
    code: "INVALID",
    field,
    message: expect.stringContaining(words) as unknown,
  });
});

test("more than 20,000 rules or 4 MB are refused with the count", async () => {
  const owner = await newActor(await newOrg(), "owner");
  const many = Array.from({ length: 15_000 }, (_, at) => `Bash(x${at})`);

  await expect(
    setOrganizationConfig(owner, { config: { permissions: { deny: many, ask: many } } }),
  ).rejects.toMatchObject({
    code: "LIMIT_EXCEEDED",
    message: expect.stringContaining("30000 permission rules") as unknown,
  });
  await expect(setOrganizationConfig(owner, { config: { claudeMd: "x".repeat(4_000_001) } })).rejects.toMatchObject({
    code: "LIMIT_EXCEEDED",
    message: expect.stringContaining("bytes") as unknown,
  });
});

test("a settings document of a megabyte is saved and compiled", async () => {
  const { owner, member } = await company();
  const deny = Array.from({ length: 19_000 }, (_, at) => `Bash(${"x".repeat(40)}${at}:*)`);

  await setOrganizationConfig(owner, { config: { permissions: { deny } } });

  const { document } = await getEffectiveConfig(owner, { employeeId: member.id });
  expect(JSON.stringify(document).length).toBeGreaterThan(900_000);
});

test("a change on what somebody else changed meanwhile is stale", async () => {
  const { owner, team } = await company();
  const first = await setOrganizationConfig(owner, { config: { model: "a" }, basedOn: null });
  await setOrganizationConfig(owner, { config: { model: "b" }, basedOn: first.updatedAt });
  const override = await setTeamConfig(owner, { teamId: team.id, config: { model: "c" }, basedOn: null });

  await expect(setOrganizationConfig(owner, { config: {}, basedOn: first.updatedAt })).rejects.toMatchObject({
    code: "STALE",
  });
  await expect(setTeamConfig(owner, { teamId: team.id, config: {}, basedOn: null })).rejects.toMatchObject({
    code: "STALE",
  });
  expect(override.updatedAt).not.toBeNull();
});

test("an agent is on only if every level says so", async () => {
  const { owner, team, member } = await company();
  await setTeamConfig(owner, { teamId: team.id, config: {}, isEnabled: false });

  const { resolved, document } = await getEffectiveConfig(owner, { employeeId: member.id });

  expect(resolved).toMatchObject({ isEnabled: false, disabledBy: { kind: "team", name: "Platform" } });
  expect(document).toMatchObject({
    companyAnnouncements: [expect.stringContaining("switched off for you by Platform")],
  });
});

test("what policies compile to is in the document, whatever is configured", async () => {
  const { owner, member } = await company();
  await createToolRule(owner, { toolName: "WebFetch", action: "deny" });
  await setEmployeeConfig(owner, { employeeId: member.id, config: { permissions: { deny: ["Bash"] } } });

  const { document, policy } = await getEffectiveConfig(owner, { employeeId: member.id });

  expect(document).toMatchObject({ permissions: { deny: ["Bash", "WebFetch"] } });
  expect(policy).toMatchObject({ toolRules: 1, nativeRules: ["WebFetch"] });
});

test("a manager configures and reads the own team's people and no others", async () => {
  const { owner, manager, team, parent, member, colleague } = await company();
  await setEmployeeConfig(owner, { employeeId: colleague.id, config: { model: "x" } });

  await setTeamConfig(manager, { teamId: team.id, config: { model: "a" } });
  await setEmployeeConfig(manager, { employeeId: member.id, config: { model: "b" } });

  expect((await getEffectiveConfig(manager, { employeeId: member.id })).resolved.config).toEqual({ model: "b" });
  expect(await listOverrides(manager, {})).toMatchObject({
    teams: [{ team: { id: team.id } }],
    employees: [{ employee: { id: member.id } }],
  });
  const outOfReach = [
    setOrganizationConfig(manager, { config: {} }),
    setTeamConfig(manager, { teamId: parent.id, config: {} }),
    setEmployeeConfig(manager, { employeeId: colleague.id, config: {} }),
    getEffectiveConfig(manager, { employeeId: colleague.id }),
  ];
  for (const attempt of await Promise.allSettled(outOfReach)) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
  }
});

test("a developer reads what is his or hers, and changes nothing", async () => {
  const { org, owner, team, member, colleague } = await company();
  await setOrganizationConfig(owner, { config: { model: "a" } });
  const developer = await newActor(org, "developer", { teamId: team.id });

  expect((await getMyConfig(developer, {})).resolved.config).toEqual({ model: "a" });
  expect(await getOrganizationConfig(developer, {})).toMatchObject({ config: { model: "a" } });
  await expect(getEffectiveConfig(developer, { employeeId: colleague.id })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const changes = [
    setOrganizationConfig(developer, { config: {} }),
    setTeamConfig(developer, { teamId: team.id, config: {} }),
    setEmployeeConfig(developer, { employeeId: member.id, config: {} }),
  ];
  for (const attempt of await Promise.allSettled(changes)) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
  }
});

test("another organization's people and teams do not exist", async () => {
  const { team, member } = await company();
  const stranger: Actor = await newActor(await newOrg(), "owner");

  await expect(getEffectiveConfig(stranger, { employeeId: member.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(setEmployeeConfig(stranger, { employeeId: member.id, config: {} })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(setTeamConfig(stranger, { teamId: team.id, config: {} })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("reading needs the permission", async () => {
  const org = await newOrg();
  const nobody = await memberOf(org);

  for (const attempt of await Promise.allSettled([
    getOrganizationConfig(nobody, {}),
    listOverrides(nobody, {}),
    getMyConfig(nobody, {}),
  ])) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
  }
});
