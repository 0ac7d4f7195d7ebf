import { expect, openDialog, test } from "./fixtures";

test("an API token is shown once, works at the gateway, and ends when revoked", async ({
  page,
  request,
  product,
  signInAs,
}) => {
  await signInAs("developer", "/acme/settings/tokens");
  await openDialog(page, "New token");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What will use it").fill("Nightly job");
  await dialog.getByRole("button", { name: "Create token" }).click();
  const token = await dialog.getByText(/^stw_[\w-]{43}$/).innerText();
  await dialog.getByRole("button", { name: "I have copied it" }).click();

  const call = () =>
    request.post(`${product.gateway}/v1/messages`, {
      headers: { authorization: `Bearer ${token}` },
      data: { model: "claude-haiku-4-5", max_tokens: 64, messages: [{ role: "user", content: "hi" }] },
    });
  const answer = await call();
  expect(answer.status(), await answer.text()).toBe(200);
  await page.reload();
  await expect(page.getByText(token)).toHaveCount(0);

  await page.getByRole("button", { name: "Revoke Nightly job" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText("Nightly job is revoked")).toBeVisible();
  await expect.poll(async () => (await call()).status(), { timeout: 5_000 }).toBe(401);
});

test("a call of an employee is on the pages seconds later", async ({ page, request, product, signInAs }) => {
  await signInAs("builder", "/acme/settings/tokens");
  await openDialog(page, "New token");
  await page.getByRole("dialog").getByLabel("What will use it").fill("One call");
  await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
  const token = await page
    .getByRole("dialog")
    .getByText(/^stw_[\w-]{43}$/)
    .innerText();
  await request.post(`${product.gateway}/v1/messages`, {
    headers: { "x-api-key": token, "user-agent": "claude-cli/2.1.330 (external, sdk-cli)" },
    data: { model: "claude-opus-4-7", max_tokens: 64, messages: [{ role: "user", content: "hello" }] },
  });

  await page.goto("/acme/activity");
  await expect(page.getByText("model.call").first()).toBeVisible({ timeout: 10_000 });
});
