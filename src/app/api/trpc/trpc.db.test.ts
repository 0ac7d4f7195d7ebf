import superjson from "superjson";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { suspendEmployee } from "@/features/employees/server";
import { newId } from "@/lib/ids";
import { hashToken, newToken } from "@/server/crypto";
import { systemDb } from "@/server/system-db";
import { type TestEmployee, newActor, newEmployee, newOrg } from "@/test/factories";
import { browserWith } from "@/test/sessions";
import { GET, POST } from "./[trpc]/route";

const Failure = z.object({
  error: z.object({
    json: z.object({
      message: z.string(),
      data: z.object({ httpStatus: z.number(), reason: z.string().nullable(), field: z.string().nullable() }),
    }),
  }),
});

async function signedIn(employee: TestEmployee): Promise<{ sid: string; browser: Headers }> {
  const [sid, key] = [newId(), newToken("stw_")];
  const { orgId, userId, id: employeeId } = employee;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await systemDb().session.create({
    data: { id: sid, orgId, userId, employeeId, tokenHash: hashToken(key), expiresAt },
  });
  return { sid, browser: await browserWith({ sid, key }) };
}

type Call = { path: string; input?: unknown; org?: string; headers?: Record<string, string> };

function headersOf(browser: Headers, { org, headers = {} }: Call): Headers {
  const all = new Headers(browser);
  all.set("content-type", "application/json");
  if (org !== undefined) all.set("x-steward-org", org);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return all;
}

async function ask(browser: Headers, call: Call) {
  const input = encodeURIComponent(superjson.stringify(call.input ?? {}));
  const url = `http://localhost:3000/api/trpc/${call.path}?input=${input}`;
  return answerOf(await GET(new Request(url, { headers: headersOf(browser, call) })));
}

async function change(browser: Headers, call: Call) {
  const url = `http://localhost:3000/api/trpc/${call.path}`;
  const body = superjson.stringify(call.input ?? {});
  return answerOf(await POST(new Request(url, { method: "POST", headers: headersOf(browser, call), body })));
}

async function answerOf(response: Response) {
  const body: unknown = await response.json();
  return { status: response.status, body, failure: Failure.safeParse(body).data?.error.json };
}

describe("a call of the browser", () => {
  test("is made as the person of the cookie in the organization of the header", async () => {
    const org = await newOrg();
    const employee = await newEmployee(org);
    const { browser } = await signedIn(employee);

    const { status, body } = await ask(browser, { path: "accounts.profile", org: org.slug });

    expect(status).toBe(200);
    expect(body).toMatchObject({ result: { data: { json: { email: employee.email, employeeId: employee.id } } } });
  });

  test("without a cookie, without an organization or in one that is not one's own is refused", async () => {
    const [org, other] = [await newOrg(), await newOrg()];
    const { browser } = await signedIn(await newEmployee(org));
    const path = "accounts.profile";

    expect(await ask(new Headers(), { path, org: org.slug })).toMatchObject({
      status: 401,
      failure: { data: { reason: "UNAUTHENTICATED" } },
    });
    expect(await ask(browser, { path })).toMatchObject({ status: 401 });
    expect(await ask(browser, { path, org: "login" })).toMatchObject({ status: 401 });
    expect(await ask(browser, { path, org: other.slug })).toMatchObject({
      status: 404,
      failure: { data: { reason: "NOT_FOUND" } },
    });
  });

  test("says which field is at fault, and nothing of what broke inside", async () => {
    const org = await newOrg();
    const { browser } = await signedIn(await newEmployee(org));

    expect(
      await change(browser, { path: "tokens.create", org: org.slug, input: { name: "", scopes: [] } }),
    ).toMatchObject({
      status: 400,
      failure: { message: "name: Name what will use it", data: { reason: "INVALID", field: "name" } },
    });
  });

  test("works without an account where none is needed, also with a stale cookie", async () => {
    const org = await newOrg();
    const { browser, sid } = await signedIn(await newEmployee(org));
    await systemDb().session.update({ where: { id: sid }, data: { revokedAt: new Date() } });

    const input = { email: `nobody-${org.slug}@example.test` };

    for (const headers of [browser, new Headers()]) {
      expect(await change(headers, { path: "accounts.resendVerification", org: org.slug, input })).toMatchObject({
        status: 200,
      });
    }
  });

  test("from a page of another site is refused, from ours it is not", async () => {
    const org = await newOrg();
    const { browser } = await signedIn(await newEmployee(org));
    const rename = (headers: Record<string, string>) =>
      change(browser, { path: "accounts.updateProfile", org: org.slug, input: { fullName: "Robin Roe" }, headers });

    expect(await rename({ origin: "https://evil.example", host: "localhost:3000" })).toMatchObject({ status: 403 });
    expect(await rename({ origin: "null" })).toMatchObject({ status: 403 });
    expect(await rename({ origin: "http://localhost:3000" })).toMatchObject({ status: 200 });
    expect(await rename({})).toMatchObject({ status: 200 });
  });
});

test("a revoked session is refused within five seconds", async () => {
  const org = await newOrg();
  const { browser, sid } = await signedIn(await newEmployee(org));
  const profile = () => ask(browser, { path: "accounts.profile", org: org.slug });
  expect((await profile()).status).toBe(200);
  await systemDb().session.update({ where: { id: sid }, data: { revokedAt: new Date() } });
  const started = performance.now();

  await expect.poll(async () => (await profile()).status, { timeout: 5_000, interval: 50 }).toBe(401);

  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a suspended person is refused within five seconds", async () => {
  const org = await newOrg();
  const employee = await newEmployee(org);
  const { browser } = await signedIn(employee);
  const profile = () => ask(browser, { path: "accounts.profile", org: org.slug });
  expect((await profile()).status).toBe(200);

  await suspendEmployee(await newActor(org, "owner"), { employeeId: employee.id, reason: "laptop stolen" });

  await expect.poll(async () => (await profile()).status, { timeout: 5_000, interval: 50 }).toBe(403);
});
