import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { signIn } from "@/features/sessions/server";
import { systemDb } from "@/server/system-db";
import { atTime } from "@/test/clock";
import { auditTrail, newEmployee, newOrg, testRequest } from "@/test/factories";
import { mailsTo, verificationToken } from "@/test/sessions";
import { resendVerification, signUp, verifyEmail } from ".";

// With it comes what every installation has: the operator and the system roles.
beforeAll(() => newOrg());

const PASSWORD = "correct horse battery";
const unique = () => randomBytes(5).toString("hex");
/** An address of its own for each test, so that one test's attempts do not count against another's. */
const visitor = () => testRequest({ ip: `test-${unique()}` });

const company = (details: Partial<Parameters<typeof signUp>[1]> = {}) => ({
  fullName: "Ada Byron",
  email: `ada-${unique()}@example.test`,
  password: PASSWORD,
  organizationName: "Analytical Engines",
  slug: `ae-${unique()}`,
  ...details,
});

describe("signing a company up", () => {
  test("makes the organization, its owner and a mail, and records it", async () => {
    const form = company({ email: `Ada-${unique()}@Example.test` });

    const answer = await signUp(visitor(), form);

    const email = form.email.toLowerCase();
    expect(answer).toEqual({ email });
    const organization = await systemDb().organization.findUniqueOrThrow({
      where: { slug: form.slug },
      include: { employees: { include: { user: true, role: true } } },
    });
    expect(organization).toMatchObject({
      name: "Analytical Engines",
      type: "TENANT",
      plan: "starter",
      maxEmployees: 10,
    });
    expect(organization.employees).toMatchObject([
      { email, role: { key: "owner" }, user: { email, isVerified: false } },
    ]);
    expect(organization.employees[0]?.user.passwordHash).toMatch(/^\$argon2id\$/);
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["verify-email"]);
    expect((await auditTrail(organization)).at(-1)).toMatchObject({
      eventType: "account.sign_up",
      actor: { kind: "visitor" },
    });
  });

  test("signs nobody in before the address is confirmed, and says no more than to a stranger", async () => {
    const form = company();
    await signUp(visitor(), form);
    const enter = () => signIn(visitor(), { email: form.email, password: PASSWORD });
    const stranger = await signIn(visitor(), { email: company().email, password: PASSWORD }).catch(
      (error: unknown) => error,
    );

    await expect(enter()).rejects.toThrow((stranger as Error).message);
    await verifyEmail(visitor(), { token: await verificationToken(form.email) });

    expect(await enter()).toMatchObject({ orgSlug: form.slug });
  });

  test("with an address that has an account gets the same answer, makes nothing and tells the owner", async () => {
    const { email } = await newEmployee(await newOrg());
    const form = company({ email });

    expect(await signUp(visitor(), form)).toEqual({ email });

    expect(await systemDb().organization.count({ where: { slug: form.slug } })).toBe(0);
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["account-exists"]);
  });

  test("with an address that never confirmed replaces what was there, older links included", async () => {
    const first = company();
    await signUp(visitor(), first);
    const oldToken = await verificationToken(first.email);
    const second = company({ email: first.email, password: "another good password", organizationName: "Real Company" });

    await signUp(visitor(), second);

    await expect(verifyEmail(visitor(), { token: oldToken })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await verifyEmail(visitor(), { token: await verificationToken(first.email) });
    await expect(signIn(visitor(), { email: first.email, password: PASSWORD })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    expect(await signIn(visitor(), { email: first.email, password: "another good password" })).toMatchObject({
      orgSlug: second.slug,
    });
    expect(await systemDb().organization.count({ where: { slug: first.slug } })).toBe(0);
  });

  test("with a slug that is taken is refused by name, whether the address is known or not", async () => {
    const { slug } = await newOrg();
    const { email } = await newEmployee(await newOrg());

    for (const form of [company({ slug }), company({ slug, email })]) {
      await expect(signUp(visitor(), form)).rejects.toMatchObject({ code: "CONFLICT", field: "slug" });
    }
    await expect(signUp(visitor(), company({ slug: "login" }))).rejects.toMatchObject({
      code: "INVALID",
      field: "slug",
    });
  });

  test("twice at the same moment is answered twice and makes one company", async () => {
    const form = company();

    const answers = await Promise.all([signUp(visitor(), form), signUp(visitor(), form)]);

    expect(answers).toEqual([{ email: form.email }, { email: form.email }]);
    expect(await systemDb().organization.count({ where: { slug: form.slug } })).toBe(1);
    expect(await systemDb().employee.count({ where: { email: form.email } })).toBe(1);
  });

  test("is limited per address", async () => {
    const form = company();
    for (let i = 0; i < 5; i += 1) await signUp(visitor(), { ...form, slug: `ae-${unique()}` });

    await expect(signUp(visitor(), form)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});

describe("the link that confirms an address", () => {
  test("works once", async () => {
    const form = company();
    await signUp(visitor(), form);
    const token = await verificationToken(form.email);

    expect(await verifyEmail(visitor(), { token })).toEqual({ email: form.email });

    await expect(verifyEmail(visitor(), { token })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(verifyEmail(visitor(), { token: "x".repeat(43) })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("works for a day, after which a new one can be had", async () => {
    const form = company();
    await signUp(visitor(), form);
    const token = await verificationToken(form.email);
    await atTime(new Date(Date.now() + 86_400_001), async () => {
      await expect(verifyEmail(visitor(), { token })).rejects.toMatchObject({ code: "NOT_FOUND" });

      expect(await resendVerification(visitor(), { email: form.email })).toEqual({ email: form.email });

      expect(await verifyEmail(visitor(), { token: await verificationToken(form.email) })).toEqual({
        email: form.email,
      });
    });
  });

  test("asking for one tells nothing, and mails nobody who needs none", async () => {
    const { email } = await newEmployee(await newOrg());
    const nobody = company().email;

    expect(await resendVerification(visitor(), { email })).toEqual({ email });
    expect(await resendVerification(visitor(), { email: nobody })).toEqual({ email: nobody });

    expect([...(await mailsTo(email)), ...(await mailsTo(nobody))]).toEqual([]);
  });
});
