import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./fixtures";

type Pair = { access_token: string; refresh_token: string };

async function askForCode(request: APIRequestContext, gateway: string) {
  const answer = await request.post(`${gateway}/oauth/device_authorization`, {
    form: { surface: "steward_cli", device_name: "e2e-laptop", hostname: "e2e-laptop", os: "Debian 12" },
  });
  return (await answer.json()) as { device_code: string; user_code: string; verification_uri_complete: string };
}

function exchange(request: APIRequestContext, gateway: string, deviceCode: string) {
  return request.post(`${gateway}/oauth/token`, {
    form: { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: deviceCode },
  });
}

test("a person types the code, sees who asks, approves; revoking ends the machine within five seconds", async ({
  page,
  request,
  product,
  signInAs,
}) => {
  const code = await askForCode(request, product.gateway);
  expect(await (await exchange(request, product.gateway, code.device_code)).json()).toMatchObject({
    error: "authorization_pending",
  });

  await signInAs("developer", "/device");
  await page.getByLabel("Code").fill(code.user_code.toLowerCase());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("e2e-laptop").first()).toBeVisible();
  await expect(page.getByText("Debian 12")).toBeVisible();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(/signed in|approved/i).first()).toBeVisible();

  let pair: Partial<Pair> = {};
  const take = async () => {
    pair = (await (await exchange(request, product.gateway, code.device_code)).json()) as Partial<Pair>;
    return pair.access_token ?? "";
  };
  await expect.poll(take, { timeout: 30_000, intervals: [6_000] }).not.toBe("");
  const me = () =>
    request.get(`${product.gateway}/api/v1/me`, { headers: { authorization: `Bearer ${pair.access_token ?? ""}` } });
  expect((await me()).status()).toBe(200);

  await page.goto("/acme/control/devices");
  await page.getByRole("button", { name: "Revoke e2e-laptop" }).first().click();
  await page.getByRole("button", { name: "Cut it off" }).click();
  await expect(page.getByText("e2e-laptop is cut off")).toBeVisible();
  await expect.poll(async () => (await me()).status(), { timeout: 5_000 }).toBe(401);
});

test("a link with the code in it submits nothing by itself", async ({ page, request, product, signInAs }) => {
  const code = await askForCode(request, product.gateway);
  await signInAs("developer", "/acme");
  await page.goto(code.verification_uri_complete);

  await expect(page.getByLabel("Code")).toHaveValue(code.user_code);
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  expect(await (await exchange(request, product.gateway, code.device_code)).json()).toMatchObject({
    error: "authorization_pending",
  });
});

test("a code that is none is refused with what one looks like", async ({ page, signInAs }) => {
  await signInAs("developer", "/device");
  await page.getByLabel("Code").fill("AEIOU");
  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.getByText("it looks like BCDF-GHJK", { exact: false })).toBeVisible();
});
