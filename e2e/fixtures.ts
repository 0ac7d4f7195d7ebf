import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type Place, newPlace, ready, start, until } from "../tests/boot/steward";

/** Everyone of the demo who appears in a journey, by what they are. */
const PEOPLE = {
  owner: "owner@acme.test",
  manager: "manager@acme.test",
  security: "security@acme.test",
  developer: "dev@acme.test",
  builder: "builder@acme.test",
  viewer: "finance@acme.test",
  stranger: "owner@globex.test",
  operator: "operator@steward.test",
} as const;
export type Role = keyof typeof PEOPLE;
export const DEMO_PASSWORD = "steward-demo";

/** A whole Steward of its own, demo included, as `npm start` brings it up. */
export type Product = { web: string; gateway: string; place: Place };
type State = Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

export function mailOf(role: Role): string {
  return PEOPLE[role];
}

/** Fills the sign-in page in as a person does. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Presses a button until its dialog is there: a page is seen before it listens. */
export async function openDialog(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name }).first().click({ timeout: 2_000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

/** Nothing that axe knows to be wrong, for the page as it stands. */
export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target }) => target.join(" ")),
  }));
  expect(found, page.url()).toEqual([]);
}

export const test = base.extend<
  { signInAs: (role: Role, path?: string) => Promise<void> },
  { product: Product; states: Map<Role, State> }
>({
  product: [
    async ({ browserName: _ }, use) => {
      const place = await newPlace();
      const run = start(place, { STEWARD_DEMO: "1" });
      await ready(run);
      await use({
        web: `http://localhost:${String(place.port)}`,
        gateway: `http://localhost:${String(place.gatewayPort)}`,
        place,
      });
      run.child.kill("SIGINT");
      await until("Steward to end", () => run.child.exitCode !== null || run.child.signalCode !== null, 30_000);
    },
    { scope: "worker", timeout: 300_000 },
  ],
  states: [
    async ({ browserName: _ }, use) => {
      await use(new Map());
    },
    { scope: "worker" },
  ],
  baseURL: async ({ product }, use) => {
    await use(product.web);
  },
  signInAs: async ({ page, product, states }, use) => {
    await use(async (role, path = "") => {
      const known = states.get(role);
      if (known) {
        await page.context().addCookies(known.cookies);
      } else {
        await page.goto(`${product.web}/login`);
        await signIn(page, PEOPLE[role], DEMO_PASSWORD);
        // The sign-in leads on by way of "/", and a visit that cuts that short is an error of its own.
        await page.waitForURL(({ pathname }) => pathname !== "/login" && pathname !== "/");
        states.set(role, await page.context().storageState());
      }
      await page.goto(`${product.web}${path === "" ? "/" : path}`);
    });
  },
});

export { expect };
