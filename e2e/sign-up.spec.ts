import { expect, signIn, test } from "./fixtures";

type Mail = { to: string[] | string; text: string | null };

test("a stranger signs a company up, confirms the address from the mail, and is its owner", async ({
  page,
  browser,
  product,
}) => {
  await page.goto("/signup");
  await page.getByLabel("Your name").fill("Nia Newcomer");
  await page.getByLabel("Work e-mail").fill("nia@newco.test");
  await page.getByLabel("Company").fill("Newco Labs");
  await page.getByLabel("Company").blur();
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue("newco-labs");
  await page.getByLabel("Password").fill("a sentence is a good password");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();

  const operator = await browser.newContext({ baseURL: product.web });
  const operatorPage = await operator.newPage();
  await operatorPage.goto("/login");
  await signIn(operatorPage, "operator@steward.test", "steward-demo");
  await operatorPage.waitForURL((url) => url.pathname !== "/login");
  const readLink = async () =>
    linkTo(await (await operatorPage.request.get("/dev/outbox?format=json")).json(), "nia@newco.test");
  await expect.poll(readLink, { timeout: 30_000 }).not.toBeNull();
  const link = await readLink();
  await operator.close();

  await page.goto(link ?? "");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.getByRole("link", { name: "Go to sign-in" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue("nia@newco.test");
  await signIn(page, "nia@newco.test", "a sentence is a good password");

  await expect(page).toHaveURL(/\/newco-labs$/);
  await expect(page.getByRole("link", { name: "Control" }).first()).toBeVisible();
});

test("bad input is answered beside its field, and nothing is sent", async ({ page }) => {
  await page.goto("/signup");
  await page.getByLabel("Your name").fill("X");
  await page.getByLabel("Work e-mail").fill("no address");
  await page.getByLabel("Company").fill("Login");
  await page.getByLabel("Company").blur();
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Sign up" }).click();

  await expect(page.getByText("Enter an e-mail address")).toBeVisible();
  await expect(page.getByText("This name is reserved; choose another")).toBeVisible();
  await expect(page.getByText("Use at least 10 characters")).toBeVisible();
});

/** The link in the newest mail to someone, out of the readable outbox. */
function linkTo(outbox: unknown, recipient: string): string | null {
  const { mails } = outbox as { mails: Mail[] };
  const mail = mails.find(({ to }) => [to].flat().includes(recipient));
  return /https?:\/\/\S+verify-email\S+/.exec(mail?.text ?? "")?.[0] ?? null;
}
