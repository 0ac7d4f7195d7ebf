import { beforeAll, describe, expect, test } from "vitest";
import { signIn } from "@/features/sessions/server";
import { systemDb } from "@/server/system-db";
import { actorOf, auditTrail, memberOf, newActor, newEmployee, newOrg, testRequest } from "@/test/factories";
import { mailsTo } from "@/test/sessions";
import { addEmployee, changePassword, getProfile, updateProfile } from ".";
import { hashPassword } from "./internal/passwords";

const PASSWORD = "correct horse battery";
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
});

describe("changing the password", () => {
  test("ends every other session, tells the person, and records it without the password", async () => {
    const org = await newOrg();
    const employee = await newEmployee(org, { passwordHash });
    const enter = (password: string) => signIn(testRequest(), { email: employee.email, password });
    const [here, there] = [await enter(PASSWORD), await enter(PASSWORD)];
    const person = {
      ...actorOf(employee),
      session: { id: here.sid, authMethod: "password", authenticatedAt: new Date() },
    };

    const answer = await changePassword(person, { currentPassword: PASSWORD, newPassword: "a better passphrase" });

    expect(answer).toEqual({ endedSessions: 1 });
    const sessions = await systemDb().session.findMany({ where: { userId: employee.userId } });
    expect(sessions.filter(({ revokedAt }) => revokedAt === null).map(({ id }) => id)).toEqual([here.sid]);
    expect(sessions.map(({ id }) => id)).toContain(there.sid);
    expect((await mailsTo(employee.email)).at(-1)).toMatchObject({
      kind: "password-changed",
      props: { ipAddress: "192.0.2.1" },
    });
    await expect(enter(PASSWORD)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await enter("a better passphrase")).toHaveProperty("sid");
    const trail = JSON.stringify(await auditTrail(org));
    expect(trail).toContain("account.change_password");
    expect(trail).not.toContain("passphrase");
    expect(trail).not.toContain("argon2");
  });

  test("needs the current one", async () => {
    const employee = await newEmployee(await newOrg(), { passwordHash });
    const wrong = { currentPassword: "not my password", newPassword: "a better passphrase" };

    await expect(changePassword(actorOf(employee), wrong)).rejects.toMatchObject({
      code: "INVALID",
      field: "currentPassword",
    });

    expect((await systemDb().user.findUniqueOrThrow({ where: { id: employee.userId } })).passwordHash).toBe(
      passwordHash,
    );
  });

  test("is limited, so that an open browser is no place to guess from", async () => {
    const employee = await newEmployee(await newOrg(), { passwordHash });
    const person = actorOf(employee);
    const guess = () => changePassword(person, { currentPassword: "guess", newPassword: "a better passphrase" });
    for (let i = 0; i < 10; i += 1) await expect(guess()).rejects.toMatchObject({ code: "INVALID" });

    await expect(guess()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});

describe("the profile", () => {
  test("shows the person and what he or she may do here", async () => {
    const person = await newActor(await newOrg(), "viewer");

    expect(await getProfile(person, {})).toMatchObject({
      email: person.email,
      fullName: person.name,
      employeeId: person.employeeId,
      abilities: { "usage:read": "org", "employee:read": "own" },
    });
  });

  test("a new name is the person's in every organization, and recorded", async () => {
    const org = await newOrg();
    const elsewhere = await newOrg();
    const employee = await newEmployee(org);
    await addEmployee({ orgSlug: elsewhere.slug, email: employee.email, fullName: employee.name });

    await updateProfile(actorOf(employee), { fullName: "Robin Roe", locale: "de-CH" });

    const employments = await systemDb().employee.findMany({ where: { userId: employee.userId } });
    expect(employments.map(({ fullName }) => fullName)).toEqual(["Robin Roe", "Robin Roe"]);
    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "account.update_profile",
      payload: { before: { fullName: employee.name }, after: { fullName: "Robin Roe", locale: "de-CH" } },
    });
  });

  test("those who may not manage an account are refused", async () => {
    const nobody = await memberOf(await newOrg(), "usage:read:own");

    await expect(getProfile(nobody, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(updateProfile(nobody, { fullName: "X" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(
      changePassword(nobody, { currentPassword: "x", newPassword: "long enough now" }),
    ).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("adding a person from the shell", () => {
  test("gives a new one an account that works at once, and records it", async () => {
    const org = await newOrg();
    const email = `lin-${org.slug}@example.test`;

    const added = await addEmployee({
      orgSlug: org.slug,
      email,
      fullName: "Lin",
      password: PASSWORD,
      roleKey: "manager",
    });

    expect(await signIn(testRequest(), { email, password: PASSWORD })).toMatchObject({ orgSlug: org.slug });
    expect((await auditTrail(org)).find(({ eventType }) => eventType === "employee.create")).toMatchObject({
      employeeId: added.id,
      payload: { after: { email, role: "manager" } },
    });
  });

  test("refuses who is there, who has no password, a role and an organization nobody knows", async () => {
    const org = await newOrg();
    const { email } = await newEmployee(org);
    const add = (details: Partial<Parameters<typeof addEmployee>[0]>) =>
      addEmployee({
        orgSlug: org.slug,
        email: `new-${org.slug}@example.test`,
        fullName: "Lin",
        password: PASSWORD,
        ...details,
      });

    await expect(add({ email })).rejects.toMatchObject({ code: "CONFLICT", field: "email" });
    await expect(
      addEmployee({ orgSlug: org.slug, email: "nobody@example.test", fullName: "Lin" }),
    ).rejects.toMatchObject({
      code: "INVALID",
      field: "password",
    });
    await expect(add({ roleKey: "emperor" })).rejects.toMatchObject({ code: "NOT_FOUND", field: "roleKey" });
    await expect(add({ orgSlug: "no-such-org" })).rejects.toMatchObject({ code: "NOT_FOUND", field: "orgSlug" });
  });

  test("refuses one more than the plan has place for", async () => {
    const org = await newOrg({ plan: "starter" });
    for (let i = 0; i < 10; i += 1) await newEmployee(org);
    const eleventh = { orgSlug: org.slug, email: `k-${org.slug}@example.test`, fullName: "K", password: PASSWORD };

    await expect(addEmployee(eleventh)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  });
});
