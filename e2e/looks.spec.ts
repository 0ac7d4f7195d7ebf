import { type Role, expect, expectNoViolations, test } from "./fixtures";

const PAGES: readonly { role: Role | null; path: string }[] = [
  { role: null, path: "/login" },
  { role: null, path: "/signup" },
  { role: "developer", path: "/device" },
  { role: "owner", path: "/acme" },
  { role: "developer", path: "/acme" },
  { role: "owner", path: "/acme/catalog" },
  { role: "owner", path: "/acme/people" },
  { role: "security", path: "/acme/control/policies" },
  { role: "security", path: "/acme/control/policies/new" },
  { role: "security", path: "/acme/control/policies/models/new" },
  { role: "owner", path: "/acme/control/configurations" },
  { role: "owner", path: "/acme/control/devices" },
  { role: "owner", path: "/acme/spend/usage" },
  { role: "owner", path: "/acme/spend/budgets" },
  { role: "owner", path: "/acme/activity" },
  { role: "owner", path: "/acme/settings/profile" },
  { role: "owner", path: "/acme/settings/sessions" },
  { role: "owner", path: "/acme/settings/tokens" },
  { role: "owner", path: "/acme/settings/providers" },
  { role: "owner", path: "/acme/settings/organization" },
  { role: "stranger", path: "/globex" },
  { role: "stranger", path: "/globex/spend/usage" },
  { role: "stranger", path: "/acme" },
];

for (const { role, path } of PAGES) {
  test(`${path} as ${role ?? "a visitor"} has no fault that axe knows, and fits its width @every-look`, async ({
    page,
    signInAs,
  }) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    if (role === null) await page.goto(path);
    else await signInAs(role, path);
    await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => undefined);

    await expectNoViolations(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, "wider than the screen").toBeLessThanOrEqual(0);
    expect(faults.filter((fault) => !/404/.test(fault))).toEqual([]);
  });
}
