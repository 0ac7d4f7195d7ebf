import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureOperator } from "@/features/organizations/server";
import { newId } from "@/lib/ids";
import { hashToken, newToken } from "@/server/crypto";
import { systemDb } from "@/server/system-db";
import { newEmployee, newOrg } from "@/test/factories";
import { browserWith } from "@/test/sessions";
import { type ResendEmulator, startResendEmulator } from "../../../../emulators/resend/server";
import { GET } from "./route";

let emulator: ResendEmulator;
beforeAll(async () => {
  emulator = await startResendEmulator();
  process.env.RESEND_BASE_URL = emulator.url;
  await fetch(`${emulator.url}/emails`, {
    method: "POST",
    headers: { authorization: "Bearer re_test" },
    body: JSON.stringify({
      from: "steward@localhost",
      to: "ada@acme.test",
      subject: "Hello",
      text: "Hi",
      html: "<p>Hi</p>",
    }),
  });
});
afterAll(() => emulator.stop());

async function asks(roleKey: string, org: { id: string }, query = "?format=json"): Promise<Response> {
  const employee = await newEmployee(org, { roleKey });
  const [sid, key] = [newId(), newToken("stw_")];
  await systemDb().session.create({
    data: {
      id: sid,
      orgId: org.id,
      userId: employee.userId,
      employeeId: employee.id,
      tokenHash: hashToken(key),
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  return GET(new Request(`http://localhost:3000/dev/outbox${query}`, { headers: await browserWith({ sid, key }) }));
}

test("the operator reads the mails, as a page and as JSON", async () => {
  const tenant = await newOrg();
  expect(tenant.slug).not.toBe("steward");
  const operator = await ensureOperator({});

  const json = await asks("app_admin", operator);
  const page = await asks("app_admin", operator, "");

  expect(await json.json()).toMatchObject({ mails: [{ subject: "Hello", to: ["ada@acme.test"], text: "Hi" }] });
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain("ada@acme.test");
});

test("nobody else does: not a tenant's owner, not a visitor", async () => {
  const owner = await asks("owner", await newOrg());
  const visitor = await GET(new Request("http://localhost:3000/dev/outbox?format=json"));

  expect([owner.status, visitor.status]).toEqual([404, 401]);
  expect(await owner.text()).not.toContain("ada@acme.test");
});
