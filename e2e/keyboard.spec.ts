import { DEMO_PASSWORD, expect, mailOf, test } from "./fixtures";

test("a person signs in, finds a page by the palette and writes a rule without a mouse", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("E-mail").focus();
  await page.keyboard.type(mailOf("security"));
  await page.keyboard.press("Tab");
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/acme$/);

  const palette = page.getByRole("dialog", { name: "Search and go" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.type("New rule");
  await expect(palette.getByRole("option", { selected: true })).toHaveText(/New rule/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/control\/policies\/new$/);

  await page.getByRole("form", { name: "Rule" }).getByLabel("Tool").focus();
  await page.keyboard.type("NotebookEdit");
  await page.getByLabel("Reason").focus();
  await page.keyboard.type("By keyboard alone.");
  await page.getByRole("button", { name: "Create rule" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/control\/policies\/[0-9a-f-]{36}$/);
});

test("the first Tab of a page leads past the navigation", async ({ page, signInAs }) => {
  await signInAs("owner", "/acme/people");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText(/skip/i);
});
