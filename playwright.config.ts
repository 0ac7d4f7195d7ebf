import { existsSync } from "node:fs";
import { chromium, defineConfig, devices } from "@playwright/test";

/** The browser in this order: named by the environment, Playwright's own, the machine's. */
const ownBrowser = chromium.executablePath();
const browser =
  process.env.PLAYWRIGHT_CHROMIUM_PATH ??
  (existsSync(ownBrowser)
    ? undefined
    : ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path)));

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const phone = devices["Pixel 7"];
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };

/**
 * Journeys run once, on a desktop in light; specs tagged `@every-look` also on a phone and in the dark, because layout and
 * contrast are what differ there. Each worker starts its own Steward: see e2e/fixtures.ts.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["line"]],
  use: {
    launchOptions: { ...(browser ? { executablePath: browser } : {}), args: [...args, ...quiet] },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
  },
  projects: [
    { name: "desktop-light", use: { ...desktop, colorScheme: "light" } },
    { name: "desktop-dark", grep: /@every-look/, use: { ...desktop, colorScheme: "dark" } },
    { name: "phone-light", grep: /@every-look/, use: { ...phone, colorScheme: "light" } },
    { name: "phone-dark", grep: /@every-look/, use: { ...phone, colorScheme: "dark" } },
  ],
});
