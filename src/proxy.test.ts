import { NextRequest } from "next/server";
import { beforeAll, expect, test } from "vitest";
import { browserWith } from "@/test/sessions";
import { proxy } from "./proxy";

beforeAll(() => {
  process.env.STEWARD_SECRET = "a-secret-for-tests-that-is-long-enough-0123456789";
});

const visit = (path: string, headers = new Headers()) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));

test("a visitor of an organization's page is sent to sign in and will come back", async () => {
  const { status, headers } = await visit("/acme/control/devices?page=2");

  expect(status).toBe(307);
  expect(headers.get("location")).toBe("http://localhost:3000/login?next=%2Facme%2Fcontrol%2Fdevices%3Fpage%3D2");
});

test.each(["/", "/login", "/signup", "/device?code=BCDF-GHJK", "/verify-email"])("%s is everybody's", async (path) => {
  expect((await visit(path)).status).toBe(200);
});

test("who carries a cookie of ours is let through to the page, which asks the session's row", async () => {
  const browser = await browserWith({ sid: "01a204ce-7973-7645-9d34-846fa7eaf2d8", key: "k".repeat(43) });

  expect((await visit("/acme", browser)).status).toBe(200);
  expect((await visit("/acme", new Headers({ cookie: "steward.session=made-up" }))).status).toBe(307);
});

test("every page view has a policy with a nonce of its own", async () => {
  const policyOf = async () => (await visit("/login")).headers.get("content-security-policy") ?? "";

  const [one, two] = [await policyOf(), await policyOf()];

  expect(one).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'/);
  expect(one).not.toBe(two);
});
