import { expect, test } from "vitest";
import { SYSTEM_ROLES } from "@/contracts/permissions";
import { newId } from "@/lib/ids";
import { withOrg } from "@/server/db";
import { withSystem } from "@/server/system-db";
import { memberOf, newActor, newOrg } from "@/test/factories";
import { findRole, listRoles, seedSystemRoles } from ".";

test("the system roles are there once, however often they are seeded", async () => {
  await newOrg();

  expect(await seedSystemRoles({})).toEqual({ changed: [] });

  const stored = await withSystem((db) => db.role.findMany({ where: { organization: { type: "APP" } } }));
  expect(stored.map(({ key }) => key).sort()).toEqual(SYSTEM_ROLES.map(({ key }) => key).sort());
});

test("a system role that a release changed is brought up to date under its old id", async () => {
  const org = await newOrg();
  const { id } = await withSystem((db) => findRole(db, { orgId: org.id, key: "viewer" }));
  await withSystem((db) => db.role.update({ where: { id }, data: { permissions: ["organization:read:org"] } }));

  expect(await seedSystemRoles({})).toEqual({ changed: ["viewer"] });

  const role = await withSystem((db) => db.role.findUniqueOrThrow({ where: { id } }));
  expect(role.permissions).toEqual(SYSTEM_ROLES.find(({ key }) => key === "viewer")?.permissions);
});

test("an organization sees the system's roles and its own, never another's", async () => {
  const [org, other] = [await newOrg(), await newOrg()];
  await withOrg(org.id, (db) =>
    db.role.create({ data: { id: newId(), key: "auditor", name: "Auditor", permissions: ["activity:read:org"] } }),
  );
  const keys = async (actor: Parameters<typeof listRoles>[0]) => (await listRoles(actor, {})).map(({ key }) => key);

  expect(await keys(await newActor(org, "owner"))).toEqual([
    "owner",
    "manager",
    "security",
    "builder",
    "developer",
    "viewer",
    "auditor",
  ]);
  expect(await keys(await newActor(other, "owner"))).not.toContain("auditor");
  await expect(listRoles(await memberOf(org, "usage:read:own"), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("an organization's own role comes before the system's of the same key, and another's does not exist", async () => {
  const [org, other] = [await newOrg(), await newOrg()];
  const id = newId();
  await withOrg(org.id, (db) => db.role.create({ data: { id, key: "viewer", name: "Our viewer" } }));

  expect(await withSystem((db) => findRole(db, { orgId: org.id, key: "viewer" }))).toMatchObject({ id });
  expect((await withSystem((db) => findRole(db, { orgId: other.id, key: "viewer" }))).id).not.toBe(id);
  await expect(withSystem((db) => findRole(db, { orgId: org.id, key: "emperor" }))).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
