import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

type Setting = { form: string; path: string; value: string };

async function addSetting(page: Page, { form, path, value }: Setting): Promise<void> {
  const level = page.getByRole("form", { name: form });
  await level.getByRole("button", { name: "Add a setting" }).click();
  await level.getByLabel("Setting", { exact: true }).last().fill(path);
  await level.getByLabel(`Value of ${path}`).fill(value);
}

test("an owner sets the base and one person's override, and sees where each value comes from", async ({
  page,
  signInAs,
}) => {
  await signInAs("owner", "/acme/control/configurations");
  await addSetting(page, { form: "Organization base", path: "language", value: "Portuguese" });
  await addSetting(page, { form: "Organization base", path: "permissions.deny", value: '["Read(./secrets/**)"]' });
  await page.getByRole("button", { name: "Save configuration" }).click();
  await expect(page.getByText("Configuration saved")).toBeVisible();

  await page.getByRole("combobox", { name: "What does this person get?" }).fill("Bo Tanaka");
  await page.getByRole("option", { name: /Bo Tanaka/ }).click();
  await expect(page.getByRole("heading", { name: "Bo Tanaka's Claude Code" })).toBeVisible();
  await addSetting(page, { form: "Override", path: "language", value: "Japanese" });
  await page.getByRole("button", { name: "Save configuration" }).click();

  const resolved = page.getByRole("table", { name: "Resolved configuration" });
  await expect(resolved.getByRole("row", { name: /language Japanese Person/ })).toBeVisible();
  await expect(resolved.getByRole("row", { name: /permissions\.deny .*secrets.* Organization/ })).toBeVisible();
  await expect(page.getByLabel("the settings document", { exact: true })).toContainText("Read(./secrets/**)");
});

test("a setting that runs something is refused by its name", async ({ page, signInAs }) => {
  await signInAs("owner", "/acme/control/configurations");
  await addSetting(page, { form: "Organization base", path: "apiKeyHelper", value: "/bin/evil" });
  await page.getByRole("button", { name: "Save configuration" }).click();

  await expect(page.getByRole("alert").filter({ hasText: "apiKeyHelper" })).toBeVisible();
});

test("an employee sees the own result and nobody else's", async ({ page, signInAs }) => {
  await signInAs("developer", "/acme/control/configurations");

  await expect(page.getByRole("heading", { name: "Your Claude Code" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save configuration" })).toHaveCount(0);
});
