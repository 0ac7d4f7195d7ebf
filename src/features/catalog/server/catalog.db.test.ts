import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/server/access";
import { withSystem } from "@/server/system-db";
import { auditTrail, memberOf, newActor, newOrg } from "@/test/factories";
import { disableAgent, enableAgent } from "./enable-agent";
import { getAgent, listAgents } from "./list-agents";
import { seedCatalog } from "./seed-catalog";

beforeAll(async () => {
  await newOrg();
  await seedCatalog({});
});

async function agentId(actor: Actor, name: string): Promise<string> {
  const found = (await listAgents(actor, {})).find((agent) => agent.name === name);
  return found?.id ?? "";
}

test("the shelf says what is governed and what is only listed", async () => {
  const viewer = await newActor(await newOrg(), "viewer");

  const agents = await listAgents(viewer, {});

  expect(agents.map(({ name, governance }) => [name, governance])).toEqual([
    ["Claude Code", "governed"],
    ["Codex", "listed"],
    ["Cursor", "listed"],
    ["Gemini CLI", "listed"],
    ["OpenCode", "listed"],
    ["VS Code", "listed"],
    ["Windsurf", "listed"],
  ]);
  expect(agents[0]).toMatchObject({ state: "undecided", settings: true, toolCalls: true, modelCalls: true });
});

test("seeding again changes nothing, and repairs what was changed", async () => {
  const rows = () => withSystem((db) => db.agentCatalog.findMany({ orderBy: { id: "asc" } }));
  const before = await rows();

  await seedCatalog({});
  expect(await rows()).toEqual(before);

  await withSystem((db) => db.agentCatalog.updateMany({ where: { type: "codex" }, data: { name: "Codecks" } }));
  await seedCatalog({});
  expect((await rows()).map(({ name }) => name)).toEqual(before.map(({ name }) => name));
});

test("an agent is switched on and off for the organization, and that is recorded", async () => {
  const org = await newOrg();
  const owner = await newActor(org, "owner");
  const codex = await agentId(owner, "Codex");

  expect(await enableAgent(owner, { agentId: codex })).toMatchObject({ state: "enabled", governance: "listed" });
  expect(await disableAgent(owner, { agentId: codex })).toMatchObject({ state: "disabled" });

  expect(await getAgent(owner, { agentId: codex })).toMatchObject({ state: "disabled" });
  expect((await auditTrail(org)).slice(1)).toMatchObject([
    { eventType: "agent.enable", payload: { before: { state: "undecided" }, after: { state: "enabled" } } },
    { eventType: "agent.disable", payload: { after: { name: "Codex", state: "disabled" } } },
  ]);
});

test("what one organization decides is nothing to another", async () => {
  const [owner, stranger] = [await newActor(await newOrg(), "owner"), await newActor(await newOrg(), "owner")];
  const agent = await agentId(owner, "Claude Code");

  await disableAgent(owner, { agentId: agent });

  expect(await getAgent(stranger, { agentId: agent })).toMatchObject({ state: "undecided" });
});

test("managers and developers do not decide for the organization", async () => {
  const org = await newOrg();
  const manager = await newActor(org, "manager");
  const developer = await newActor(org, "developer");
  const agent = await agentId(manager, "Codex");

  await expect(enableAgent(manager, { agentId: agent })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(disableAgent(manager, { agentId: agent })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(enableAgent(developer, { agentId: agent })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(listAgents(await memberOf(org), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});
