import { describe, expect, test } from "vitest";
import { addEmployee } from "@/features/accounts/server";
import { reinstateEmployee, suspendEmployee } from "@/features/employees/server";
import { suspendOrganization } from "@/features/organizations/server";
import { newId } from "@/lib/ids";
import { hashToken, newToken } from "@/server/crypto";
import { withOrg } from "@/server/db";
import { systemDb } from "@/server/system-db";
import { atTime } from "@/test/clock";
import {
  type TestEmployee,
  actorOf,
  auditTrail,
  memberOf,
  newActor,
  newEmployee,
  newOrg,
  newTeam,
} from "@/test/factories";
import { browserWith } from "@/test/sessions";
import { actorFromSession, listSessions, revokeOtherSessions, revokeSession, signOut, userFromSession } from ".";

const FIVE_SECONDS = 5_000;

async function sessionOf(employee: TestEmployee) {
  const [sid, key] = [newId(), newToken("stw_")];
  await systemDb().session.create({
    data: {
      id: sid,
      orgId: employee.orgId,
      userId: employee.userId,
      employeeId: employee.id,
      tokenHash: hashToken(key),
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
      expiresAt: new Date(Date.now() + 12 * 3_600_000),
    },
  });
  return { sid, key };
}

/** How long something goes on being answered after it should not be. */
async function untilRefused(ask: () => Promise<unknown>): Promise<{ code: string; afterMs: number }> {
  const started = performance.now();
  for (;;) {
    const outcome = await ask().then(
      () => null,
      (error: unknown) => error as { code: string },
    );
    const afterMs = performance.now() - started;
    if (outcome) return { code: outcome.code, afterMs };
    if (afterMs > 2 * FIVE_SECONDS) throw new Error("still answered after ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the actor of a request", () => {
  test("is the person in the organization named, with the role's abilities and the teams below those managed", async () => {
    const org = await newOrg();
    const top = await newTeam(org);
    const below = await newTeam(org, { parentTeamId: top.id });
    const lowest = await newTeam(org, { parentTeamId: below.id });
    await newTeam(org);
    const employee = await newEmployee(org, { roleKey: "manager", teamId: top.id });
    await withOrg(org.id, (db) => db.teamManager.create({ data: { teamId: top.id, employeeId: employee.id } }));
    const claims = await sessionOf(employee);

    const actor = await actorFromSession(await browserWith(claims, { "user-agent": "vitest" }), org.slug);

    expect(actor).toMatchObject({
      kind: "person",
      orgId: org.id,
      employeeId: employee.id,
      email: employee.email,
      teamId: top.id,
      session: { id: claims.sid, authMethod: "password" },
      request: { userAgent: "vitest" },
    });
    expect(actor.abilities.get("employee:read")).toBe("team");
    expect([...actor.managedTeamIds].sort()).toEqual([top.id, below.id, lowest.id].sort());
  });

  test("a person of two organizations is another actor in each", async () => {
    const [here, there] = [await newOrg(), await newOrg()];
    const employee = await newEmployee(here, { roleKey: "owner" });
    const second = await addEmployee({
      orgSlug: there.slug,
      email: employee.email,
      fullName: employee.name,
      roleKey: "viewer",
    });
    const browser = await browserWith(await sessionOf(employee));

    const actor = await actorFromSession(browser, there.slug);

    expect(actor).toMatchObject({ orgId: there.id, employeeId: second.id, userId: employee.userId });
    expect(actor.abilities.has("billing:manage")).toBe(false);
  });

  test("an organization that one is not in does not exist, however one asks", async () => {
    const browser = await browserWith(await sessionOf(await newEmployee(await newOrg())));
    const other = await newOrg();

    for (const slug of [other.slug, "no-such-org", "", "'; drop table users; --"]) {
      await expect(actorFromSession(browser, slug)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });

  test("no cookie, a foreign one, a forged key or an unknown session is nobody", async () => {
    const org = await newOrg();
    const claims = await sessionOf(await newEmployee(org));
    const browsers = [
      new Headers(),
      new Headers({ cookie: "steward.session=not-sealed-by-us" }),
      await browserWith({ ...claims, key: newToken("stw_") }),
      await browserWith({ ...claims, sid: newId() }),
    ];

    for (const browser of browsers) {
      await expect(actorFromSession(browser, org.slug)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
      expect(await userFromSession(browser)).toBeNull();
    }
  });
});

describe("a session ends", () => {
  test("twelve hours after sign-in, whatever was done in between", async () => {
    const org = await newOrg();
    const browser = await browserWith(await sessionOf(await newEmployee(org)));
    await atTime(new Date(), async (advance) => {
      for (let hour = 0; hour < 11; hour += 1) {
        advance(3_600_000);
        await systemDb().session.updateMany({ data: { lastSeenAt: new Date(Date.now() + (hour + 1) * 3_600_000) } });
      }
      await untilAnswered(() => actorFromSession(browser, org.slug));
      advance(3_600_000);

      await expect(actorFromSession(browser, org.slug)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    });
  });

  test("after two idle hours, or what the organization says", async () => {
    const [org, strict] = [await newOrg(), await newOrg()];
    await withOrg(strict.id, (db) =>
      db.organization.update({ where: { id: strict.id }, data: { settings: { idleMinutes: 5 } } }),
    );
    const [browser, strictBrowser] = [
      await browserWith(await sessionOf(await newEmployee(org))),
      await browserWith(await sessionOf(await newEmployee(strict))),
    ];
    await atTime(new Date(), async (advance) => {
      advance(6 * 60_000);
      await actorFromSession(browser, org.slug);
      await expect(actorFromSession(strictBrowser, strict.slug)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    });
    await atTime(new Date(Date.now() + 6 * 60_000), async (advance) => {
      advance(121 * 60_000);
      await expect(actorFromSession(browser, org.slug)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    });
  });

  test("within five seconds of its revocation", async () => {
    const org = await newOrg();
    const employee = await newEmployee(org);
    const claims = await sessionOf(employee);
    const browser = await browserWith(claims);
    await actorFromSession(browser, org.slug);

    await revokeSession(actorOf(employee), { sessionId: claims.sid });

    const refused = await untilRefused(() => actorFromSession(browser, org.slug));
    expect(refused.code).toBe("UNAUTHENTICATED");
    expect(refused.afterMs).toBeLessThan(FIVE_SECONDS);
    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "session.revoke",
      payload: { targetId: claims.sid },
    });
  });

  test("for a suspended person within five seconds, until reinstated", async () => {
    const org = await newOrg();
    const employee = await newEmployee(org);
    const owner = await newActor(org, "owner");
    const browser = await browserWith(await sessionOf(employee));
    await actorFromSession(browser, org.slug);

    await suspendEmployee(owner, { employeeId: employee.id, reason: "laptop stolen" });

    const refused = await untilRefused(() => actorFromSession(browser, org.slug));
    expect(refused).toMatchObject({ code: "FORBIDDEN" });
    expect(refused.afterMs).toBeLessThan(FIVE_SECONDS);
    await reinstateEmployee(owner, { employeeId: employee.id });
    await untilAnswered(() => actorFromSession(browser, org.slug));
  });

  test("for a suspended organization within five seconds", async () => {
    const org = await newOrg();
    const browser = await browserWith(await sessionOf(await newEmployee(org)));
    await actorFromSession(browser, org.slug);

    await suspendOrganization({ slug: org.slug });

    const refused = await untilRefused(() => actorFromSession(browser, org.slug));
    expect(refused).toMatchObject({ code: "FORBIDDEN" });
    expect(refused.afterMs).toBeLessThan(FIVE_SECONDS);
  });

  test("when its person signs out, once", async () => {
    const org = await newOrg();
    const { sid } = await sessionOf(await newEmployee(org));

    expect(await signOut({ sessionId: sid })).toEqual({ isEnded: true });
    expect(await signOut({ sessionId: sid })).toEqual({ isEnded: false });

    expect((await auditTrail(org)).filter(({ eventType }) => eventType === "auth.logout")).toHaveLength(1);
  });
});

describe("a person's own sessions", () => {
  test("are listed wherever they were opened, and nobody else's", async () => {
    const [here, there] = [await newOrg(), await newOrg()];
    const employee = await newEmployee(here);
    const second = await addEmployee({ orgSlug: there.slug, email: employee.email, fullName: employee.name });
    const [one, two] = [await sessionOf(employee), await sessionOf({ ...employee, id: second.id, orgId: there.id })];
    await sessionOf(await newEmployee(here));
    const person = actorOf(employee);
    const current = { ...person, session: { id: one.sid, authMethod: "password", authenticatedAt: new Date() } };

    const sessions = await listSessions(current, {});

    expect(sessions.map(({ id, isCurrent }) => [id, isCurrent])).toEqual(
      expect.arrayContaining([
        [one.sid, true],
        [two.sid, false],
      ]),
    );
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toMatchObject({ client: "Firefox on Linux" });
    expect(JSON.stringify(sessions)).not.toContain("okenHash");
    expect(await revokeOtherSessions(current, {})).toEqual({ endedSessions: 1 });
    expect(await listSessions(current, {})).toMatchObject([{ id: one.sid }]);
  });

  test("another person's session does not exist, a colleague's least of all", async () => {
    const org = await newOrg();
    const { sid } = await sessionOf(await newEmployee(org));

    for (const actor of [await newActor(org, "owner"), await newActor(await newOrg(), "owner")]) {
      await expect(revokeSession(actor, { sessionId: sid })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(revokeSession(await memberOf(org, "usage:read:own"), { sessionId: sid })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

async function untilAnswered(ask: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  while (performance.now() - started < FIVE_SECONDS) {
    if (
      await ask().then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await ask();
}
