import { DEMO_PASSWORD, expect, mailOf, signIn, test } from "./fixtures";

test("an owner signs in and sees the company", async ({ page }) => {
  await page.goto("/login");
  await signIn(page, mailOf("owner"), DEMO_PASSWORD);

  await expect(page).toHaveURL(/\/acme$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Control" }).first()).toBeVisible();
});

test("a wrong password and an unknown address get the same answer", async ({ page }) => {
  const answerTo = async (email: string): Promise<string> => {
    await page.goto("/login");
    await signIn(page, email, "not-the-password");
    const alert = page.getByText("E-mail or password is wrong.");
    await expect(alert).toBeVisible();
    return alert.innerText();
  };

  expect(await answerTo(mailOf("developer"))).toBe(await answerTo("nobody@nowhere.test"));
});

test("who is not signed in lands on the page wanted, after signing in", async ({ page }) => {
  await page.goto("/acme/activity");
  await expect(page).toHaveURL(/\/login\?next=/);

  await signIn(page, mailOf("security"), DEMO_PASSWORD);

  await expect(page).toHaveURL(/\/acme\/activity$/);
});

test("another company's pages do not exist", async ({ page, signInAs }) => {
  await signInAs("stranger", "/acme/people");

  await expect(page.getByText("Dana Reyes")).toHaveCount(0);
  await expect(page.getByText("There is nothing here")).toBeVisible();
});

test("people see the sections their role permits, and no more than seven", async ({ page, signInAs }) => {
  await signInAs("developer", "/acme");
  const navigation = page.getByRole("navigation").first();

  await expect(navigation.getByRole("link", { name: "Spend" })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "People" })).toHaveCount(0);
  expect(await navigation.getByRole("link").count()).toBeLessThanOrEqual(8);
});
