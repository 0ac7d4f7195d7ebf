import { describe, expect, test } from "vitest";
import { TOKEN_SCOPES } from "@/contracts/token-scopes";
import { addEmployee } from "@/features/accounts/server";
import { identifyBearer } from "@/features/devices/server";
import { suspendEmployee } from "@/features/employees/server";
import { hashToken } from "@/server/crypto";
import { withOrg } from "@/server/db";
import { auditTrail, memberOf, newActor, newEmployee, newOrg } from "@/test/factories";
import { createToken, createTokenFor, listTokens, revokeToken } from ".";

const CI = { name: "CI", scopes: ["models:call", "usage:read"] as const };
const ask = { ...CI, scopes: [...CI.scopes] };

describe("an API token", () => {
  test("is shown once, works within its scopes, and is kept as a hash and four characters", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");

    const made = await createToken(person, { ...ask, expiresInDays: 30 });

    expect(made.token).toMatch(/^stw_[\w-]{43}$/);
    expect(made.last4).toBe(made.token.slice(-4));
    expect(await identifyBearer(hashToken(made.token))).toMatchObject({
      kind: "api",
      tokenId: made.id,
      employeeId: person.employeeId,
      deviceId: null,
      scopes: ["models:call", "usage:read"],
      expiresAt: made.expiresAt,
    });
    const kept = JSON.stringify(await withOrg(org.id, (db) => db.apiToken.findMany()));
    expect(kept).not.toContain(made.token);
    const trail = await auditTrail(org);
    expect(trail.at(-1)).toMatchObject({
      eventType: "token.create",
      payload: { targetId: made.id, after: { name: "CI" } },
    });
    expect(JSON.stringify(trail)).not.toContain(made.token);
  });

  test("has no scope that decides, grants, configures or mints", async () => {
    const person = await newActor(await newOrg(), "owner");

    for (const scope of ["request:decide", "token:manage", "policy:manage", "*"]) {
      const attempt = createToken(person, { ...ask, scopes: [scope as never] });
      await expect(attempt).rejects.toMatchObject({ code: "INVALID" });
    }
    for (const scope of TOKEN_SCOPES) expect(scope).not.toMatch(/decide$|grant|manage|update|create/);
  });

  test("is made in a web session, not by a token or a device", async () => {
    const person = await newActor(await newOrg(), "developer");

    for (const actor of [
      { ...person, kind: "token" as const },
      { ...person, kind: "device" as const },
      { ...person, session: null },
    ]) {
      await expect(createToken(actor, ask)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test("lives a year at most", async () => {
    const person = await newActor(await newOrg(), "developer");

    await expect(createToken(person, { ...ask, expiresInDays: 366 })).rejects.toMatchObject({
      code: "INVALID",
      field: "expiresInDays",
    });
    expect((await createToken(person, ask)).expiresAt?.getTime()).toBeGreaterThan(Date.now() + 89 * 86_400_000);
  });

  test("works as long as its person does", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { token } = await createToken(person, ask);

    await suspendEmployee(await newActor(org, "owner"), { employeeId: person.employeeId, reason: "on leave" });

    expect(await identifyBearer(hashToken(token))).toMatchObject({ employeeStatus: "suspended" });
  });
});

describe("revoking a token", () => {
  test("ends it and records it", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { id, token } = await createToken(person, ask);

    await revokeToken(person, { tokenId: id });

    expect(await identifyBearer(hashToken(token))).toBeNull();
    expect(await listTokens(person, {})).toEqual([]);
    expect((await auditTrail(org)).at(-1)).toMatchObject({ eventType: "token.revoke", payload: { targetId: id } });
    await expect(revokeToken(person, { tokenId: id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("another's does not exist, for strangers and colleagues alike; without the permission it is refused", async () => {
    const org = await newOrg();
    const { id } = await createToken(await newActor(org, "developer"), ask);

    for (const actor of [await newActor(await newOrg(), "owner"), await newActor(org, "owner")]) {
      await expect(revokeToken(actor, { tokenId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await listTokens(actor, {})).toEqual([]);
    }
    const viewer = await newActor(org, "viewer");
    await expect(revokeToken(viewer, { tokenId: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(createToken(await memberOf(org, "usage:read:own"), ask)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listTokens(viewer, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a token from the operator's shell", () => {
  test("is the person's, recorded as the system's doing", async () => {
    const org = await newOrg();
    const { email, id } = await newEmployee(org);

    const made = await createTokenFor({ ...ask, email: email.toUpperCase() });

    expect(made.orgSlug).toBe(org.slug);
    expect(await identifyBearer(hashToken(made.token))).toMatchObject({ employeeId: id });
    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "token.create",
      employeeId: id,
      actor: { kind: "system" },
    });
  });

  test("needs to be told which organization when there are two, and a person who exists", async () => {
    const [org, other] = [await newOrg(), await newOrg()];
    const { email, name } = await newEmployee(org);
    await addEmployee({ orgSlug: other.slug, email, fullName: name });

    await expect(createTokenFor({ ...ask, email })).rejects.toMatchObject({ code: "INVALID", field: "orgSlug" });
    expect(await createTokenFor({ ...ask, email, orgSlug: other.slug })).toMatchObject({ orgSlug: other.slug });
    await expect(createTokenFor({ ...ask, email: "nobody@example.test" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
