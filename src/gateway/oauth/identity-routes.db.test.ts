import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deviceHookToken, listDevices } from "@/features/devices/server";
import { createToken } from "@/features/tokens/server";
import { signInDevice } from "@/test/devices";
import { newActor, newOrg } from "@/test/factories";
import { type TestGateway, readAnswer, startRoutes } from "@/test/gateway";
import { forgetIdentities } from "../identity";
import { identityRoutes } from "./identity-routes";

const CHECKSUM = `sha256:${"b".repeat(64)}`;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startRoutes((app) => app.route("/", identityRoutes));
});
beforeEach(forgetIdentities);
afterAll(() => gateway.stop());

const me = async (token: string) =>
  readAnswer(await fetch(`${gateway.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } }));

const acknowledge = async (token: string, body: string) =>
  readAnswer(
    await fetch(`${gateway.url}/api/v1/sync/ack`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}` },
    }),
  );

describe("GET /api/v1/me", () => {
  test("names the person, the organization, the machine and what the token is good for", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { pair, deviceId } = await signInDevice(person, { hostname: "robin-mbp" });

    expect(await me(pair.accessToken)).toMatchObject({
      status: 200,
      body: {
        person: { employee_id: person.employeeId, email: person.email },
        organization: { id: org.id, slug: org.slug, name: org.name },
        device: { id: deviceId, name: "robin-mbp" },
        token: { kind: "agent" },
      },
    });
    const { token } = await createToken(person, { name: "CI", scopes: ["usage:read"] });
    expect(await me(token)).toMatchObject({ body: { device: null, token: { kind: "api", scopes: ["usage:read"] } } });
  });

  test("answers nobody in our envelope, with a remedy", async () => {
    expect(await me(`sta_${"x".repeat(43)}`)).toMatchObject({
      status: 401,
      body: {
        error: {
          code: "UNAUTHENTICATED",
          remedy: expect.any(String) as unknown,
          request_id: expect.any(String) as unknown,
        },
      },
    });
  });
});

describe("POST /api/v1/sync/ack", () => {
  test("keeps what the machine says it runs", async () => {
    const person = await newActor(await newOrg(), "developer");
    const { pair, deviceId } = await signInDevice(person);
    const report = {
      checksum: CHECKSUM,
      protection: "user-level",
      clients: [{ name: "claude-code", version: "2.1.330" }],
    };

    const answer = await acknowledge(pair.accessToken, JSON.stringify(report));

    expect(answer).toMatchObject({
      status: 200,
      body: { device_id: deviceId, checksum: CHECKSUM, protection: "user-level" },
    });
    expect(await listDevices(person, {})).toMatchObject([{ appliedBundle: CHECKSUM, clients: report.clients }]);
  });

  test("names the field at fault, and refuses what is no JSON, what is too large and what lacks the scope", async () => {
    const org = await newOrg();
    const person = await newActor(org, "developer");
    const { pair, deviceId } = await signInDevice(person);
    const { token } = await createToken(person, { name: "CI", scopes: ["usage:read"] });

    expect(await acknowledge(pair.accessToken, '{"checksum":"abc"}')).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID", field: "checksum" } },
    });
    expect(await acknowledge(pair.accessToken, "{")).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID" } },
    });
    expect(await acknowledge(pair.accessToken, "x".repeat(70_000))).toMatchObject({ status: 422 });
    expect(await acknowledge(token, "{}")).toMatchObject({ status: 403, body: { error: { code: "FORBIDDEN" } } });
    const hook = await deviceHookToken({ orgId: org.id, deviceId });
    expect(await acknowledge(hook, "{}")).toMatchObject({ status: 200 });
  });
});
