import { describe, expect, test } from "vitest";
import { withSystem } from "@/server/system-db";
import { actorOf, auditTrail, memberOf, newActor, newEmployee, newOrg } from "@/test/factories";
import { createCompanyCredential } from "./create-company-credential";
import { createPersonalCredential } from "./create-personal-credential";
import { credentialFor } from "./credential-for";
import { listCredentials } from "./list-credentials";
import { revokeCompanyCredential, revokePersonalCredential } from "./revoke-credential";

const KEY = "sk-ant-api03-0123456789abcdefWXYZ";
const own = { provider: "anthropic", key: `${KEY}-own1` } as const;

describe("a company's key", () => {
  test("is stored sealed, seen by its last four characters only, and recorded without the key", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");

    const made = await createCompanyCredential(owner, { provider: "anthropic", key: KEY });

    expect(made).toMatchObject({ last4: "WXYZ" });
    const stored = await withSystem((db) => db.providerCredential.findUniqueOrThrow({ where: { id: made.id } }));
    expect(stored.encryptedKey).toMatch(/^v1\./);
    const everythingSaid = JSON.stringify([made, await listCredentials(owner, {}), await auditTrail(org), stored]);
    expect(everythingSaid).not.toContain(KEY);
    expect((await auditTrail(org)).at(-1)).toMatchObject({ eventType: "credential.create" });
  });

  test("takes the place of the one before", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    await createCompanyCredential(owner, { provider: "anthropic", key: KEY });
    await createCompanyCredential(owner, { provider: "anthropic", key: "sk-ant-api03-another-key-2222" });

    expect(await listCredentials(owner, {})).toMatchObject([{ last4: "2222", owner: "company" }]);
  });

  test("is revoked once, and by nobody of another organization", async () => {
    const org = await newOrg();
    const owner = await newActor(org, "owner");
    const { id } = await createCompanyCredential(owner, { provider: "anthropic", key: KEY });
    const stranger = await newActor(await newOrg(), "owner");

    await expect(revokeCompanyCredential(stranger, { credentialId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await revokeCompanyCredential(owner, { credentialId: id });
    await expect(revokeCompanyCredential(owner, { credentialId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });

    const stored = await withSystem((db) => db.providerCredential.findUniqueOrThrow({ where: { id } }));
    expect(stored.encryptedKey).toBe("");
  });

  test("is not for everyone to set", async () => {
    const developer = await newActor(await newOrg(), "developer");

    await expect(createCompanyCredential(developer, { provider: "anthropic", key: KEY })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("who pays", () => {
  test("the company where it has a key, else the person where that is allowed, else the platform", async () => {
    const org = await newOrg({ plan: "starter" });
    const person = await newEmployee(org);
    const owner = await newActor(org, "owner");
    const pays = async (orgId: string) => (await credentialFor(orgId, person.id, "anthropic"))?.source;
    const other = await newOrg({ plan: "starter" });
    const otherPerson = await newEmployee(other);
    await createPersonalCredential(actorOf(otherPerson), own);
    const both = await newOrg({ plan: "starter" });
    const bothPerson = await newEmployee(both);
    await createPersonalCredential(actorOf(bothPerson), own);
    await createCompanyCredential(await newActor(both, "owner"), { provider: "anthropic", key: KEY });

    expect(await pays(org.id)).toBe("platform");
    expect(await credentialFor(other.id, otherPerson.id, "anthropic")).toMatchObject({
      source: "personal",
      secret: own.key,
    });
    expect(await credentialFor(both.id, bothPerson.id, "anthropic")).toMatchObject({ source: "company", secret: KEY });
    expect(await listCredentials(owner, {})).toEqual([]);
  });

  test("nobody, where the organization allows neither", async () => {
    const org = await newOrg();
    const person = await newEmployee(org);
    const settings = { tokenSources: { company: true, platform: false } };
    await withSystem((db) => db.organization.update({ where: { id: org.id }, data: { settings } }));

    expect(await credentialFor(org.id, person.id, "anthropic")).toBeNull();
  });
});

describe("one's own key", () => {
  test("is refused where the organization pays for its people", async () => {
    const person = await newEmployee(await newOrg({ plan: "pro" }));

    await expect(createPersonalCredential(actorOf(person), own)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("is nobody else's to see or revoke", async () => {
    const org = await newOrg({ plan: "starter" });
    const person = actorOf(await newEmployee(org));
    const colleague = actorOf(await newEmployee(org));
    const { id } = await createPersonalCredential(person, own);

    expect(await listCredentials(colleague, {})).toEqual([]);
    expect(await listCredentials(person, {})).toMatchObject([{ owner: "personal", last4: "own1" }]);
    await expect(revokePersonalCredential(colleague, { credentialId: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await revokePersonalCredential(person, { credentialId: id });
    expect(await listCredentials(person, {})).toEqual([]);
  });

  test("needs the permission to look after one's own account", async () => {
    const member = await memberOf(await newOrg({ plan: "starter" }));

    await expect(createPersonalCredential(member, own)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
