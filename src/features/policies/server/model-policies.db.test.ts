import { expect, test } from "vitest";
import { auditTrail, newActor, newEmployee, newOrg, newTeam } from "@/test/factories";
import { createModelPolicy } from "./create-model-policy";
import { getModelPolicy, listModelPolicies } from "./list-model-policies";
import { deleteModelPolicy, updateModelPolicy } from "./update-model-policy";

const SONNET = { allow: ["claude-sonnet-*"], deny: [] };

/** The log without the row of the organization's own making. */
async function changes(org: { id: string }) {
  return (await auditTrail(org)).slice(1);
}

test("a new list is a draft that binds nobody until it is attached", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const team = await newTeam(org);

  const policy = await createModelPolicy(security, { name: "Sonnet only", rules: SONNET });
  const attached = await updateModelPolicy(security, {
    policyId: policy.id,
    version: 1,
    attachment: { appliesTo: "ATTACHED", teamIds: [team.id] },
  });

  expect(policy).toMatchObject({ appliesTo: "ATTACHED", teams: [], employees: [], agents: [], severity: "block" });
  expect(attached).toMatchObject({ version: 2, teams: [team] });
  const { versions } = await getModelPolicy(security, { policyId: policy.id });
  expect(versions).toMatchObject([{ version: 2, snapshot: { teamIds: [team.id] } }, { version: 1 }]);
  expect((await changes(org)).map(({ eventType }) => eventType)).toEqual(["policy.create", "policy.update"]);
});

test("a change on an old version is stale, a name taken is a conflict, an empty list is refused", async () => {
  const security = await newActor(await newOrg(), "security");
  const policy = await createModelPolicy(security, { name: "One", rules: SONNET });
  await createModelPolicy(security, { name: "Two", rules: SONNET });
  await updateModelPolicy(security, { policyId: policy.id, version: 1, isEnabled: false });

  await expect(updateModelPolicy(security, { policyId: policy.id, version: 1, isEnabled: true })).rejects.toMatchObject(
    {
      code: "STALE",
    },
  );
  await expect(updateModelPolicy(security, { policyId: policy.id, version: 2, name: "Two" })).rejects.toMatchObject({
    code: "CONFLICT",
    field: "name",
  });
  await expect(createModelPolicy(security, { name: "Three", rules: { allow: [], deny: [] } })).rejects.toMatchObject({
    code: "INVALID",
    field: "rules.allow",
  });
});

test("a removed list is gone", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const policy = await createModelPolicy(security, { name: "One", rules: SONNET, attachment: { appliesTo: "ORG" } });

  await deleteModelPolicy(security, { policyId: policy.id, version: 1 });

  expect(await listModelPolicies(security, {})).toEqual([]);
  expect((await auditTrail(org)).at(-1)).toMatchObject({ eventType: "policy.delete" });
});

test("another organization's list does not exist; who may not manage is refused", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const stranger = await newActor(await newOrg(), "security");
  const developer = await newActor(org, "developer");
  const policy = await createModelPolicy(security, { name: "One", rules: SONNET });
  const ids = { policyId: policy.id, version: 1 };

  await expect(getModelPolicy(stranger, { policyId: policy.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(updateModelPolicy(stranger, { ...ids, name: "Mine" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(deleteModelPolicy(stranger, ids)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(createModelPolicy(developer, { name: "x2", rules: SONNET })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(updateModelPolicy(developer, { ...ids, name: "x2" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(deleteModelPolicy(developer, ids)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("people see the lists that may bind them, and no others", async () => {
  const org = await newOrg();
  const security = await newActor(org, "security");
  const team = await newTeam(org);
  const other = await newEmployee(org);
  const developer = await newActor(org, "developer", { teamId: team.id });
  const make = (name: string, attachment: object) =>
    createModelPolicy(security, { name, rules: SONNET, attachment: { appliesTo: "ATTACHED", ...attachment } });
  await createModelPolicy(security, { name: "everyone", rules: SONNET, attachment: { appliesTo: "ORG" } });
  await make("team", { teamIds: [team.id] });
  const hidden = await make("other person", { employeeIds: [other.id] });
  await make("draft", {});

  expect((await listModelPolicies(developer, {})).map(({ name }) => name)).toEqual(["everyone", "team"]);
  expect(await listModelPolicies(security, {})).toHaveLength(4);
  await expect(getModelPolicy(developer, { policyId: hidden.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
