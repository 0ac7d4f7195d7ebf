import { describe, expect, test } from "vitest";
import { reinstateOrganization, suspendOrganization } from "@/features/organizations/server";
import { reinstateEmployee, suspendEmployee } from "@/features/employees/server";
import { hashToken } from "@/server/crypto";
import { withOrg } from "@/server/db";
import { atTime } from "@/test/clock";
import { signInDevice } from "@/test/devices";
import { auditTrail, newActor, newOrg, testRequest } from "@/test/factories";
import { type TokenPair, identifyBearer, refreshPair, revokeDevice, signOutDevice } from ".";

const refresh = (refreshToken: string) => refreshPair(testRequest(), { refreshToken });
const ended = { refused: "invalid_grant" };

async function refreshed(refreshToken: string): Promise<TokenPair> {
  const outcome = await refresh(refreshToken);
  if ("refused" in outcome) throw new Error(`the refresh was refused: ${outcome.description}`);
  return outcome.pair;
}

const isKnown = async (token: string) => (await identifyBearer(hashToken(token))) !== null;

describe("a refresh", () => {
  test("gives a new pair that works, and the person's e-mail", async () => {
    const person = await newActor(await newOrg(), "developer");
    const { pair } = await signInDevice(person);

    const outcome = await refresh(pair.refreshToken);

    expect(outcome).toMatchObject({ email: person.email, pair: { expiresInSeconds: 3_600 } });
    const next = "pair" in outcome ? outcome.pair : pair;
    expect(next.accessToken).not.toBe(pair.accessToken);
    expect(await identifyBearer(hashToken(next.accessToken))).toMatchObject({
      employeeId: person.employeeId,
      kind: "agent",
    });
  });

  test("repeated within a minute gives the very same successor", async () => {
    const { pair } = await signInDevice(await newActor(await newOrg(), "developer"));
    await atTime(new Date(), async (advance) => {
      const first = await refreshed(pair.refreshToken);
      advance(59_000);

      const again = await refreshed(pair.refreshToken);

      expect(again).toEqual({ ...first, expiresInSeconds: 3_600 - 59 });
      expect(await isKnown(again.accessToken)).toBe(true);
    });
  });

  test("two at once get the same successor", async () => {
    const { pair } = await signInDevice(await newActor(await newOrg(), "developer"));

    const [one, two] = await Promise.all([refreshed(pair.refreshToken), refreshed(pair.refreshToken)]);

    expect(one.accessToken).toBe(two.accessToken);
    expect(one.refreshToken).toBe(two.refreshToken);
  });

  test("repeated later ends the family and says so in the log; the machine's other family lives", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { pair, claudeCode } = await signInDevice(person);
    await atTime(new Date(), async (advance) => {
      const successor = await refreshed(pair.refreshToken);
      advance(60_001);

      expect(await refresh(pair.refreshToken)).toMatchObject(ended);

      expect(await refresh(successor.refreshToken)).toMatchObject(ended);
      expect(await isKnown(successor.accessToken)).toBe(false);
      expect(await isKnown(claudeCode?.accessToken ?? "")).toBe(true);
      expect((await auditTrail(org)).at(-1)).toMatchObject({
        eventType: "auth.failed",
        employeeId: person.employeeId,
        payload: { reason: "used twice" },
      });
    });
  });

  test("lives thirty days from its last use", async () => {
    const day = 86_400_000;
    const { pair } = await signInDevice(await newActor(await newOrg(), "developer"));
    await atTime(new Date(), async (advance) => {
      advance(29 * day);
      const second = await refreshed(pair.refreshToken);
      advance(29 * day);
      const third = await refreshed(second.refreshToken);
      advance(31 * day);

      expect(await refresh(third.refreshToken)).toMatchObject(ended);
    });
  });

  test("of a token nobody knows is refused", async () => {
    expect(await refresh(`str_${"x".repeat(43)}`)).toMatchObject(ended);
  });
});

describe("cut off", () => {
  test("a revoked device: both families, and its hook token", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { pair, claudeCode, deviceId } = await signInDevice(person);

    await revokeDevice(person, { deviceId });

    for (const held of [pair, claudeCode]) {
      expect(await refresh(held?.refreshToken ?? "")).toMatchObject(ended);
      expect(await isKnown(held?.accessToken ?? "")).toBe(false);
    }
    const hook = await withOrg(org.id, (db) => db.accessToken.findFirstOrThrow({ where: { audience: "hook" } }));
    expect(await identifyBearer(hook.tokenHash)).toBeNull();
  });

  test("a machine that signs out with either family's token is out with both", async () => {
    const org = await newOrg();
    const { pair, claudeCode } = await signInDevice(await newActor(org, "developer"));

    expect(await signOutDevice(testRequest(), { token: claudeCode?.refreshToken ?? "" })).toEqual({ isEnded: true });

    expect(await refresh(pair.refreshToken)).toMatchObject(ended);
    expect((await auditTrail(org)).at(-1)).toMatchObject({ eventType: "device.signed_out" });
    expect(await signOutDevice(testRequest(), { token: pair.accessToken })).toEqual({ isEnded: false });
    expect(await signOutDevice(testRequest(), { token: "never heard of" })).toEqual({ isEnded: false });
  });

  test("a suspended person, who is let in again with the same tokens", async () => {
    const org = await newOrg();
    const [person, owner] = [await newActor(org, "developer"), await newActor(org, "owner")];
    const { pair } = await signInDevice(person);
    const { employeeId } = person;

    await suspendEmployee(owner, { employeeId, reason: "lost laptop" });
    expect(await refresh(pair.refreshToken)).toMatchObject(ended);
    expect(await identifyBearer(hashToken(pair.accessToken))).toMatchObject({ employeeStatus: "suspended" });

    await reinstateEmployee(owner, { employeeId });
    expect(await refresh(pair.refreshToken)).toMatchObject({ email: person.email });
  });

  test("a suspended organization, likewise", async () => {
    const org = await newOrg();
    const { pair } = await signInDevice(await newActor(org, "developer"));

    await suspendOrganization({ slug: org.slug });
    expect(await refresh(pair.refreshToken)).toMatchObject(ended);
    expect(await identifyBearer(hashToken(pair.accessToken))).toMatchObject({ orgStatus: "suspended" });

    await reinstateOrganization({ slug: org.slug });
    expect(await refresh(pair.refreshToken)).toHaveProperty("pair");
  });
});
