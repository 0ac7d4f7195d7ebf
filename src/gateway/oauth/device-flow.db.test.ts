import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { DeviceAuthorizationAnswer, GatewayDiscovery, TokenAnswer } from "@/contracts/device-sign-in";
import { approveDevice, denyDevice, describeDeviceCode } from "@/features/devices/server";
import { withOrg } from "@/server/db";
import { atTime } from "@/test/clock";
import { actorOf, auditTrail, newActor, newEmployee, newOrg } from "@/test/factories";
import { type TestGateway, readAnswer, startRoutes } from "@/test/gateway";
import { oauthRoutes } from "./oauth-routes";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const LAPTOP = {
  surface: "steward_cli",
  device_name: "Robin's laptop",
  hostname: "robin-mbp",
  os: "macOS 26.1",
  client_version: "0.1.0",
  clients: '[{"name":"claude-code","version":"2.1.330"}]',
};

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startRoutes((app) => app.route("/", oauthRoutes));
});
afterAll(() => gateway.stop());

async function start(form: Record<string, string> = { surface: "claude_code" }, headers = {}) {
  const { body } = await gateway.postForm("/oauth/device_authorization", form, headers);
  return DeviceAuthorizationAnswer.extend({ login_notice: z.string() }).parse(body);
}

const poll = (deviceCode: string) =>
  gateway.postForm("/oauth/token", { grant_type: DEVICE_GRANT, device_code: deviceCode });

describe("discovery", () => {
  test("names endpoints on its own origin, and no authorization endpoint", async () => {
    const { body } = await readAnswer(await fetch(`${gateway.url}/.well-known/oauth-authorization-server`));

    const { issuer, ...endpoints } = GatewayDiscovery.parse(body);
    for (const endpoint of Object.values(endpoints)) expect(new URL(endpoint).origin).toBe(issuer);
    expect(body).not.toHaveProperty("authorization_endpoint");
    expect(body).toMatchObject({ grant_types_supported: [DEVICE_GRANT, "refresh_token"] });
  });
});

describe("a machine that asks to be signed in", () => {
  test("gets a code for itself, one for its person, and a page on the web's origin", async () => {
    const answer = await start();

    expect(answer.device_code).toMatch(/^std_[\w-]{43}$/);
    expect(answer.user_code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
    expect(answer.verification_uri).toBe("http://localhost:3000/device");
    expect(answer.verification_uri_complete).toBe(`http://localhost:3000/device?code=${answer.user_code}`);
    expect(answer).toMatchObject({ expires_in: 600, interval: 5 });
    expect(answer.login_notice.length).toBeLessThanOrEqual(500);
  });

  test("is told to wait, and to wait longer when it asks too often", async () => {
    await atTime(new Date(), async (advance) => {
      const { device_code: code } = await start();

      expect(await poll(code)).toMatchObject({ status: 400, body: { error: "authorization_pending" } });
      advance(1_000);
      expect(await poll(code)).toMatchObject({ status: 400, body: { error: "slow_down" } });
      advance(6_000);
      expect(await poll(code)).toMatchObject({ status: 400, body: { error: "slow_down" } });
      advance(15_000);
      expect(await poll(code)).toMatchObject({ status: 400, body: { error: "authorization_pending" } });
    });
  });

  test("is told when its code has expired, and nobody can approve it then", async () => {
    const person = await newActor(await newOrg(), "developer");
    await atTime(new Date(), async (advance) => {
      const { device_code: code, user_code: userCode } = await start();
      advance(600_001);

      expect(await poll(code)).toMatchObject({ status: 400, body: { error: "expired_token" } });
      await expect(approveDevice(person, { userCode })).rejects.toMatchObject({ code: "NOT_FOUND" });
    });
  });

  test("is told when its person refuses", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { device_code: code, user_code: userCode } = await start();

    await denyDevice(person, { userCode });

    expect(await poll(code)).toMatchObject({ status: 400, body: { error: "access_denied" } });
    expect((await auditTrail(org)).at(-1)).toMatchObject({ eventType: "device.deny", employeeId: person.employeeId });
    await expect(approveDevice(person, { userCode })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("gets an answer to whatever it sends: parameters nobody knows are ignored, grants nobody knows are named", async () => {
    expect(await start({ surface: "something_new", frobnicate: "1", clients: "{not json" })).toHaveProperty(
      "user_code",
    );
    expect(await gateway.postForm("/oauth/token", { grant_type: "password" })).toMatchObject({
      status: 400,
      body: { error: "unsupported_grant_type" },
    });
    expect(await gateway.postForm("/oauth/token", { grant_type: DEVICE_GRANT })).toMatchObject({
      status: 400,
      body: { error: "invalid_request" },
    });
    expect(await poll("std_unknown")).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await gateway.postForm("/oauth/token", { grant_type: "x".repeat(20_000) })).toMatchObject({ status: 413 });
  });
});

describe("the page that approves", () => {
  test("shows machine, program, address and time, however the code was typed", async () => {
    const person = actorOf(await newEmployee(await newOrg()));
    const { user_code: code } = await start(
      { surface: "claude_code" },
      { "user-agent": "claude-cli/2.1.330 (external, cli)" },
    );

    const shown = await describeDeviceCode(person, { userCode: code.toLowerCase().replace("-", " ") });

    expect(shown).toMatchObject({
      userCode: code.replace("-", ""),
      surface: "claude_code",
      clientName: "Claude Code",
      clientVersion: "2.1.330",
      ipAddress: "127.0.0.1",
      isSameAddress: false,
    });
    const here = { ...person, request: { ...person.request, ip: "127.0.0.1" } };
    expect(await describeDeviceCode(here, { userCode: code })).toMatchObject({ isSameAddress: true });
  });

  test("decides for a web session only, never for a token", async () => {
    const person = await newActor(await newOrg(), "owner");
    const { user_code: userCode } = await start();

    for (const actor of [
      { ...person, kind: "token" as const },
      { ...person, session: null },
    ]) {
      await expect(approveDevice(actor, { userCode })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(denyDevice(actor, { userCode })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(describeDeviceCode(actor, { userCode })).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test("a code is taken once: the organization that decided it keeps it from all others", async () => {
    const [mine, theirs] = [await newActor(await newOrg(), "developer"), await newActor(await newOrg(), "developer")];
    const { user_code: userCode } = await start();

    await approveDevice(mine, { userCode });

    await expect(approveDevice(theirs, { userCode })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(describeDeviceCode(theirs, { userCode })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("guessing codes ends after twenty tries", async () => {
    const person = await newActor(await newOrg(), "developer");
    const guess = () => describeDeviceCode(person, { userCode: "BCDFGHJK" });
    for (let i = 0; i < 20; i += 1) await expect(guess()).rejects.toMatchObject({ code: "NOT_FOUND" });

    await expect(guess()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});

describe("an approved machine", () => {
  test("Claude Code gets one pair, once, and the person's e-mail to confirm", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { device_code: code, user_code: userCode } = await start();
    await approveDevice(person, { userCode });

    const { status, body, headers } = await poll(code);

    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    const answer = TokenAnswer.parse(body);
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3_600, email: person.email });
    expect(answer.access_token).toMatch(/^sta_[\w-]{43}$/);
    expect(answer.refresh_token).toMatch(/^str_[\w-]{43}$/);
    expect(answer.claude_code).toBeUndefined();
    expect(await poll(code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await auditTrail(org)).map(({ eventType }) => eventType)).toEqual(
      expect.arrayContaining(["device.approve", "device.signed_in"]),
    );
  });

  test("`steward login` gets its own pair and Claude Code's, on one device that knows what it said", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { device_code: code, user_code: userCode } = await start(LAPTOP);
    await approveDevice(person, { userCode });

    const answer = TokenAnswer.parse((await poll(code)).body);

    expect(answer.claude_code?.access_token).toMatch(/^sta_/);
    expect(answer.claude_code?.refresh_token).not.toBe(answer.refresh_token);
    const devices = await withOrg(org.id, (db) => db.device.findMany());
    expect(devices).toMatchObject([
      {
        employeeId: person.employeeId,
        name: "Robin's laptop",
        hostname: "robin-mbp",
        os: "macOS 26.1",
        cliVersion: "0.1.0",
        clients: [{ name: "claude-code", version: "2.1.330" }],
      },
    ]);
  });

  test("signing the same machine in again keeps its row and ends the pairs it had", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const signIn = async () => {
      const { device_code: code, user_code: userCode } = await start(LAPTOP);
      await approveDevice(person, { userCode });
      return TokenAnswer.parse((await poll(code)).body);
    };
    const first = await signIn();

    const second = await signIn();

    expect(await withOrg(org.id, (db) => db.device.count())).toBe(1);
    const refresh = (token = "") =>
      gateway.postForm("/oauth/token", { grant_type: "refresh_token", refresh_token: token });
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 401, body: { error: "invalid_grant" } });
    expect(await refresh(second.claude_code?.refresh_token)).toMatchObject({ status: 200 });
  });
});
