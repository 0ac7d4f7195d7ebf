import { describe, expect, test } from "vitest";
import { addEmployee } from "@/features/accounts/server";
import { auditTrail, memberOf, newActor, newEmployee, newOrg } from "@/test/factories";
import {
  createOrganization,
  ensureOperator,
  getOrganization,
  listOrganizationsOfUser,
  reinstateOrganization,
  suspendOrganization,
} from ".";

describe("an organization", () => {
  test("is seen by its people, with its settings as they act", async () => {
    const org = await newOrg({ plan: "pro" });

    expect(await getOrganization(await newActor(org, "viewer"), {})).toMatchObject({
      id: org.id,
      slug: org.slug,
      plan: "pro",
      maxEmployees: 50,
      settings: { sessionHours: 12, tokenSources: { personal: false } },
    });
    await expect(getOrganization(await memberOf(org, "usage:read:own"), {})).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("is made by the operator under a slug that is free, and recorded", async () => {
    const { id, slug } = await newOrg();

    expect((await auditTrail({ id }))[0]).toMatchObject({
      eventType: "organization.create",
      actor: { kind: "system" },
    });
    await expect(createOrganization({ name: "Other", slug })).rejects.toMatchObject({
      code: "CONFLICT",
      field: "slug",
    });
    await expect(createOrganization({ name: "Other", slug: "login" })).rejects.toMatchObject({
      code: "INVALID",
      field: "slug",
    });
    await expect(
      createOrganization({ name: "Other", slug: `${slug}-child`, parentSlug: "nobody-here" }),
    ).rejects.toMatchObject({
      code: "NOT_FOUND",
      field: "parentSlug",
    });
  });

  test("is suspended and reinstated by the operator, recorded both times; the operator's own is not", async () => {
    const { id, slug } = await newOrg();

    await suspendOrganization({ slug });
    await expect(suspendOrganization({ slug })).rejects.toMatchObject({ code: "CONFLICT" });
    await reinstateOrganization({ slug });

    expect((await auditTrail({ id })).slice(-2)).toMatchObject([
      { eventType: "organization.suspend", payload: { after: { status: "suspended" } } },
      { eventType: "organization.reinstate", payload: { after: { status: "active" } } },
    ]);
    const operator = await ensureOperator({});
    await expect(suspendOrganization({ slug: operator.slug })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(suspendOrganization({ slug: "no-such-org" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("a person may go where he or she is active and the organization is", async () => {
  const [home, second, suspended] = [
    await newOrg({ name: "Beta" }),
    await newOrg({ name: "Alpha" }),
    await newOrg({ name: "Gamma" }),
  ];
  const employee = await newEmployee(home);
  for (const { slug } of [second, suspended])
    await addEmployee({ orgSlug: slug, email: employee.email, fullName: employee.name });
  await suspendOrganization({ slug: suspended.slug });

  const organizations = await listOrganizationsOfUser({ userId: employee.userId });

  expect(organizations.map(({ slug }) => slug)).toEqual([second.slug, home.slug]);
  expect(organizations[0]).toMatchObject({ role: { key: "developer" } });
});
