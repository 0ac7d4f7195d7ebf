import { expect, openDialog, test } from "./fixtures";

test("an owner sets a budget for everyone and a day, and sees it with what is spent of it", async ({
  page,
  signInAs,
}) => {
  await signInAs("owner", "/acme/spend/budgets");
  await openDialog(page, "Set a budget");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Renewed" }).click();
  await page.getByRole("option", { name: "Each day" }).click();
  await dialog.getByLabel("Limit").fill("75.00");
  await dialog.getByRole("button", { name: "Set budget" }).click();

  await expect(page.getByText("Budget set")).toBeVisible();
  await expect(page.getByText("$75.00").first()).toBeVisible();
});

test("an amount that is none is refused beside its field", async ({ page, signInAs }) => {
  await signInAs("owner", "/acme/spend/budgets");
  await openDialog(page, "Set a budget");
  await page.getByRole("dialog").getByLabel("Limit").fill("a lot");
  await page.getByRole("dialog").getByRole("button", { name: "Set budget" }).click();

  await expect(page.getByText("Use an amount such as 250 or 99.50", { exact: false })).toBeVisible();
});

test("a person sees the own spend, not the company's", async ({ page, signInAs }) => {
  await signInAs("developer", "/acme/spend/usage");

  await expect(page.getByText("$", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("Jonas Weber")).toHaveCount(0);
  await page.goto("/acme/spend/budgets");
  await expect(page.getByRole("button", { name: "Set a budget" })).toHaveCount(0);
});
