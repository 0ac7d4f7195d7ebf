import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { addEmployee } from "@/features/accounts/server";
import { suspendEmployee } from "@/features/employees/server";
import { suspendOrganization } from "@/features/organizations/server";
import { systemDb } from "@/server/system-db";
import { auditTrail, newActor, newEmployee, newOrg, testRequest } from "@/test/factories";
import { mailsTo } from "@/test/sessions";
import { signIn } from ".";

const PASSWORD = "correct horse battery";
const WRONG = { code: "UNAUTHENTICATED", message: "E-mail or password is wrong." };
const visitor = (details: Parameters<typeof testRequest>[0] = {}) =>
  testRequest({ ip: `test-${randomBytes(5).toString("hex")}`, ...details });

let passwordHash = "";
beforeAll(async () => {
  const org = await newOrg();
  await addEmployee({
    orgSlug: org.slug,
    email: `first-${org.slug}@example.test`,
    fullName: "First",
    password: PASSWORD,
  });
  const user = await systemDb().user.findFirstOrThrow({ where: { email: `first-${org.slug}@example.test` } });
  passwordHash = user.passwordHash ?? "";
});

const enter = (email: string, password = PASSWORD, request = visitor()) => signIn(request, { email, password });

describe("signing in", () => {
  test("opens a session for as long as the organization allows, and logs it", async () => {
    const org = await newOrg();
    const { email, id, userId } = await newEmployee(org, { passwordHash });

    const signedIn = await enter(
      email.toUpperCase(),
      PASSWORD,
      visitor({ ip: "198.51.100.7", userAgent: "Mozilla/5.0" }),
    );

    expect(signedIn).toMatchObject({ userId, orgSlug: org.slug });
    const session = await systemDb().session.findUniqueOrThrow({ where: { id: signedIn.sid } });
    expect(session).toMatchObject({ orgId: org.id, employeeId: id, ipAddress: "198.51.100.7", authMethod: "password" });
    expect(session.tokenHash).not.toContain(signedIn.key);
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(12 * 3_600_000);
    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "auth.login",
      employeeId: id,
      actor: { kind: "person", email, ip: "198.51.100.7" },
    });
  });

  test("a wrong password, an unknown address, an unconfirmed and a switched-off account get one answer", async () => {
    const org = await newOrg();
    const [known, unconfirmed, off] = [
      await newEmployee(org, { passwordHash }),
      await newEmployee(org, { passwordHash }),
      await newEmployee(org, { passwordHash }),
    ];
    await systemDb().user.update({ where: { id: unconfirmed.userId }, data: { isVerified: false } });
    await systemDb().user.update({ where: { id: off.userId }, data: { isActive: false } });

    await expect(enter(known.email, "wrong password")).rejects.toMatchObject(WRONG);
    await expect(enter("nobody@example.test")).rejects.toMatchObject(WRONG);
    await expect(enter(unconfirmed.email)).rejects.toMatchObject(WRONG);
    await expect(enter(off.email)).rejects.toMatchObject(WRONG);

    const failed = (await auditTrail(org)).filter(({ eventType }) => eventType === "auth.failed");
    expect(failed.map(({ employeeId }) => employeeId).sort()).toEqual([known.id, unconfirmed.id, off.id].sort());
  });

  test("who was suspended is told so, but only with the right password", async () => {
    const org = await newOrg();
    const employee = await newEmployee(org, { passwordHash });
    await suspendEmployee(await newActor(org, "owner"), { employeeId: employee.id, reason: "left on bad terms" });

    await expect(enter(employee.email)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(enter(employee.email, "wrong password")).rejects.toMatchObject(WRONG);
  });

  test("a suspended organization lets nobody in, another one does", async () => {
    const [org, elsewhere] = [await newOrg(), await newOrg()];
    const employee = await newEmployee(org, { passwordHash });
    await suspendOrganization({ slug: org.slug });

    await expect(enter(employee.email)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await addEmployee({ orgSlug: elsewhere.slug, email: employee.email, fullName: employee.name });

    expect(await enter(employee.email)).toMatchObject({ orgSlug: elsewhere.slug });
  });

  test("ends after ten tries for an address; one that succeeds starts the count anew", async () => {
    const { email } = await newEmployee(await newOrg(), { passwordHash });
    for (let i = 0; i < 9; i += 1) await expect(enter(email, "guess")).rejects.toMatchObject(WRONG);
    await enter(email);
    for (let i = 0; i < 10; i += 1) await expect(enter(email, "guess")).rejects.toMatchObject(WRONG);

    const refusal = await enter(email).catch((error: unknown) => error);

    expect(refusal).toMatchObject({ code: "RATE_LIMITED" });
    expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(800);
  });

  test("ends after thirty tries from one place, whatever the addresses; those that succeed are not counted", async () => {
    const request = visitor();
    const { email } = await newEmployee(await newOrg(), { passwordHash });
    for (let i = 0; i < 3; i += 1) await enter(email, PASSWORD, request);
    for (let i = 0; i < 30; i += 1) {
      await expect(enter(`nobody-${String(i)}@example.test`, "guess", request)).rejects.toMatchObject(WRONG);
    }

    await expect(enter("one-more@example.test", "guess", request)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  test("from a browser never seen before mails its person, the first ever does not", async () => {
    const { email } = await newEmployee(await newOrg(), { passwordHash });
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    await enter(email, PASSWORD, visitor({ userAgent: "steward-test/1.0" }));
    await enter(email, PASSWORD, visitor({ userAgent: "steward-test/1.0" }));
    expect(await mailsTo(email)).toEqual([]);

    await enter(email, PASSWORD, visitor({ userAgent: firefox }));

    expect(await mailsTo(email)).toMatchObject([{ kind: "new-device", props: { device: "Firefox on Linux" } }]);
  });
});
