import { describe, expect, test } from "vitest";
import { hashToken } from "@/server/crypto";
import { atTime } from "@/test/clock";
import { signInDevice } from "@/test/devices";
import { auditTrail, memberOf, newActor, newOrg, newTeam } from "@/test/factories";
import { acknowledgeSettings, deviceHookToken, identifyBearer, listDevices, revokeDevice, touchDevice } from ".";

const CHECKSUM = `sha256:${"a".repeat(64)}`;

async function identityOf(token: string) {
  const identity = await identifyBearer(hashToken(token));
  if (!identity) throw new Error("nobody has this token");
  return identity;
}

async function until<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (isDone(value) || tries === 100) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the bearer of a token", () => {
  test("is the person, with the teams from the own one up", async () => {
    const org = await newOrg();
    const company = await newTeam(org);
    const platform = await newTeam(org, { parentTeamId: company.id });
    const person = await newActor(org, "developer", { teamId: platform.id });
    const { pair, deviceId } = await signInDevice(person);

    expect(await identityOf(pair.accessToken)).toMatchObject({
      kind: "agent",
      orgId: org.id,
      orgSlug: org.slug,
      orgStatus: "active",
      employeeId: person.employeeId,
      employeeStatus: "active",
      userId: person.userId,
      email: person.email,
      teamId: platform.id,
      teamPath: [platform.id, company.id],
      deviceId,
      scopes: expect.arrayContaining(["models:call", "settings:read"]) as unknown,
      expiresAt: expect.any(Date) as unknown,
    });
  });

  test("a hook token is the same at each asking, asks and reports, and does nothing else", async () => {
    const org = await newOrg();
    const { deviceId } = await signInDevice(await newActor(org, "developer"));

    const token = await deviceHookToken({ orgId: org.id, deviceId });

    expect(token).toMatch(/^sth_[\w-]{43}$/);
    expect(await deviceHookToken({ orgId: org.id, deviceId })).toBe(token);
    expect(await identityOf(token)).toMatchObject({
      kind: "hook",
      deviceId,
      scopes: ["decisions:ask", "activity:report"],
      expiresAt: null,
    });
  });

  test("nobody has a token that was never given out", async () => {
    expect(await identifyBearer(hashToken("sta_nobody"))).toBeNull();
  });
});

describe("the list of devices", () => {
  test("reaches as far as the role: one's own, one's teams', everybody's", async () => {
    const org = await newOrg();
    const platform = await newTeam(org);
    const [dev, other] = [await newActor(org, "developer", { teamId: platform.id }), await newActor(org, "developer")];
    const manager = await newActor(org, "manager", { managedTeamIds: [platform.id] });
    const [mine, theirs] = [await signInDevice(dev), await signInDevice(other)];
    const idsFor = async (actor: typeof dev) => (await listDevices(actor, {})).map(({ id }) => id).sort();

    expect(await idsFor(dev)).toEqual([mine.deviceId]);
    expect(await idsFor(manager)).toEqual([mine.deviceId]);
    expect(await idsFor(await newActor(org, "security"))).toEqual([mine.deviceId, theirs.deviceId].sort());
    expect(await idsFor(await newActor(await newOrg(), "owner"))).toEqual([]);
    await expect(listDevices(await memberOf(org, "account:manage:own"), {})).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("a device that was cut off is left out unless asked for", async () => {
    const person = await newActor(await newOrg(), "developer");
    const { deviceId } = await signInDevice(person);

    await revokeDevice(person, { deviceId });

    expect(await listDevices(person, {})).toEqual([]);
    expect(await listDevices(person, { withRevoked: true })).toMatchObject([{ id: deviceId }]);
  });
});

describe("revoking a device", () => {
  test("is recorded against its person", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { deviceId } = await signInDevice(person);

    await revokeDevice(await newActor(org, "security"), { deviceId });

    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "device.revoke",
      employeeId: person.employeeId,
      payload: { targetType: "device", targetId: deviceId },
    });
    await expect(revokeDevice(person, { deviceId })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("a stranger's, a colleague's and an unpermitted person's device does not exist or is refused", async () => {
    const org = await newOrg();
    const platform = await newTeam(org);
    const { deviceId } = await signInDevice(await newActor(org, "developer"));

    for (const actor of [
      await newActor(await newOrg(), "owner"),
      await newActor(org, "developer"),
      await newActor(org, "manager", { managedTeamIds: [platform.id] }),
    ]) {
      await expect(revokeDevice(actor, { deviceId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(revokeDevice(await memberOf(org, "device:read:org"), { deviceId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await auditTrail(org)).at(-1)).toMatchObject({
      eventType: "access.denied",
      payload: { ability: "device:revoke" },
    });
  });
});

describe("what a machine says it runs", () => {
  test("is kept and shown, and logged as the device's own word when it changes", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { pair, deviceId } = await signInDevice(person);
    const identity = await identityOf(pair.accessToken);
    const report = {
      checksum: CHECKSUM,
      protection: "enforced" as const,
      clients: [{ name: "codex" }],
      cliVersion: "0.2.0",
    };

    await acknowledgeSettings(identity, report);
    await acknowledgeSettings(identity, report);

    expect(await listDevices(person, {})).toMatchObject([
      {
        id: deviceId,
        appliedBundle: CHECKSUM,
        protection: "enforced",
        clients: [{ name: "codex" }],
        cliVersion: "0.2.0",
      },
    ]);
    const synced = (await auditTrail(org)).filter(({ eventType }) => eventType === "config.synced");
    expect(synced).toMatchObject([{ trust: "DEVICE", employeeId: person.employeeId }]);
  });

  test("a token that belongs to no machine cannot speak for one", async () => {
    const { orgId } = await newActor(await newOrg(), "developer");

    await expect(acknowledgeSettings({ orgId, deviceId: null }, { checksum: CHECKSUM })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("use is noted once a minute, another checksum at once", async () => {
    const person = await newActor(await newOrg(), "developer");
    const { pair } = await signInDevice(person);
    const identity = await identityOf(pair.accessToken);
    const device = async () => (await listDevices(person, {}))[0];
    await atTime(new Date(Date.now() + 120_000), async (advance) => {
      const signedIn = (await device())?.lastSeenAt?.getTime() ?? 0;
      touchDevice(identity);
      const seen = await until(device, (found) => (found?.lastSeenAt?.getTime() ?? 0) > signedIn);
      expect(seen?.appliedBundle).toBeNull();

      advance(1_000);
      touchDevice(identity, "not a checksum");
      touchDevice(identity, CHECKSUM);
      const told = await until(device, (found) => found?.appliedBundle === CHECKSUM);
      expect(told?.appliedBundle).toBe(CHECKSUM);
    });
  });
});
