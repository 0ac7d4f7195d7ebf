import type { CredentialsConfig } from "next-auth/providers/credentials";
import { expect, test } from "vitest";
import { addEmployee } from "@/features/accounts/server";
import { actorFromSession } from "@/features/sessions/server";
import { systemDb } from "@/server/system-db";
import { newOrg } from "@/test/factories";
import { browserWith } from "@/test/sessions";
import { SessionClaims } from "@/server/session-cookie";
import { authOptions } from "./auth-options";

const PASSWORD = "correct horse battery";
const browser = new Headers({ "x-forwarded-for": "198.51.100.9", "user-agent": "Mozilla/5.0" });

async function newPerson() {
  const org = await newOrg();
  const email = `kim-${org.slug}@example.test`;
  await addEmployee({ orgSlug: org.slug, email, fullName: "Kim", password: PASSWORD });
  return { org, email };
}

/** next-auth's own types hide what a credentials provider was given. */
async function authorize(email: string, password: string): Promise<unknown> {
  const [provider] = authOptions(browser).providers as unknown as [{ options: CredentialsConfig }];
  return provider.options.authorize({ email, password }, { headers: {} });
}

test("a right password gives the cookie a session that opens the organization's pages", async () => {
  const { org, email } = await newPerson();

  const user = await authorize(email, PASSWORD);
  const token = await authOptions(browser).callbacks?.jwt?.({ token: { name: "Kim" }, user } as never);

  expect(Object.keys(token ?? {}).sort()).toEqual(["key", "sid"]);
  const claims = SessionClaims.parse(token);
  expect(await actorFromSession(await browserWith(claims), org.slug)).toMatchObject({ email });
  expect(await systemDb().session.findUniqueOrThrow({ where: { id: claims.sid } })).toMatchObject({
    ipAddress: "198.51.100.9",
  });
});

test("a wrong one reaches the form as a sentence and a remedy", async () => {
  const { email } = await newPerson();

  await expect(authorize(email, "wrong")).rejects.toThrow(/^E-mail or password is wrong\. .*confirm your address/);
  await expect(authorize("not an address", "x")).rejects.toThrow(/^email: Enter an e-mail address/);
});

test("the cookie is for this host alone, unseen by scripts, and lax", () => {
  const { name, options } = authOptions(browser).cookies?.sessionToken ?? {};

  expect(name).toBe("steward.session");
  expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: false });
});

test("signing out ends the row, not only the cookie", async () => {
  const { org, email } = await newPerson();
  const user = SessionClaims.parse(await authorize(email, PASSWORD));

  await authOptions(browser).events?.signOut?.({ token: user } as never);

  await expect(actorFromSession(await browserWith(user), org.slug)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("next-auth's session names the person while it holds, and nobody after", async () => {
  const { email } = await newPerson();
  const user = SessionClaims.parse(await authorize(email, PASSWORD));
  const asked = async (headers: Headers) =>
    authOptions(headers).callbacks?.session?.({ session: { expires: "2027-01-01" } } as never);

  expect(await asked(await browserWith(user))).toEqual({ expires: "2027-01-01", user: { name: "Kim", email } });
  expect(await asked(browser)).toEqual({ expires: "2027-01-01" });
});

test.each([
  ["/acme", "http://localhost:3000/acme"],
  ["http://localhost:3000/acme?x=1", "http://localhost:3000/acme?x=1"],
  ["https://evil.example/acme", "http://localhost:3000/"],
  ["http://localhost:3000.evil.example/", "http://localhost:3000/"],
  ["//evil.example", "http://localhost:3000/"],
])("after signing in or out, %s leads to %s", async (url, place) => {
  expect(await authOptions(browser).callbacks?.redirect?.({ url, baseUrl: "http://localhost:3000" })).toBe(place);
});
