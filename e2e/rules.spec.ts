import { expect, test } from "./fixtures";

test("security writes a rule, tries it, and the log tells who did", async ({ page, signInAs }) => {
  await signInAs("security", "/acme/control/policies/new");
  await page.getByRole("form", { name: "Rule" }).getByLabel("Tool").fill("Bash");
  await page
    .getByRole("button", { name: /condition/i })
    .first()
    .click();
  await page.getByLabel("Field of the tool's input").fill("command");
  await page.getByLabel("Value").fill("shutdown");
  await page.getByLabel("Reason").fill("Machines are switched off by their owners only.");

  await page.getByLabel("Its input").fill('{"command": "shutdown -h now"}');
  await page.getByRole("button", { name: /try/i }).click();
  await expect(page.getByText(/deny/i).first()).toBeVisible();

  await page.getByRole("button", { name: "Create rule" }).click();
  await expect(page).toHaveURL(/\/control\/policies\/[0-9a-f-]{36}$/);
  await page.goto("/acme/control/policies");
  await expect(page.getByRole("table", { name: "Tool rules" })).toContainText(
    "Machines are switched off by their owners only.",
  );

  await page.goto("/acme/activity");
  await expect(page.getByText("tool_rule.create").first()).toBeVisible();
});

test("a rule with an unknown shape is refused beside its field", async ({ page, signInAs }) => {
  await signInAs("security", "/acme/control/policies/new");
  await page.getByRole("form", { name: "Rule" }).getByLabel("Tool").fill("two words");
  await page.getByRole("button", { name: "Create rule" }).click();

  await expect(page.getByText("A tool's name has no spaces")).toBeVisible();
});

test("who may only read rules sees no way to write them, and is told why", async ({ page, signInAs }) => {
  await signInAs("developer", "/acme/control/policies");
  await expect(page.getByRole("link", { name: "New rule" })).toHaveCount(0);

  await page.goto("/acme/control/policies/new");
  await expect(page.getByRole("button", { name: "Create rule" })).toHaveCount(0);
});
