import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { Failure } from "../bootstrap/machine.mjs";
import { runTool } from "./run-tool";

const MACHINE_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function installedBrowser(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named && !existsSync(named)) {
    throw new Failure(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which is not there.`, "Correct it or leave it out.");
  }
  return [named, chromium.executablePath(), ...MACHINE_BROWSERS].find((file) => file && existsSync(file));
}

async function installBrowser(): Promise<void> {
  const { code } = await runTool(
    ["node_modules/@playwright/test/cli.js", "install", "chromium-headless-shell", "chromium"],
    {
      timeoutMs: 5 * 60_000,
    },
  );
  if (code === 0 || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runTool(["update", "-qq"], { command: "/usr/bin/apt-get", env, timeoutMs: 5 * 60_000 });
  await runTool(["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
    command: "/usr/bin/apt-get",
    env,
    timeoutMs: 10 * 60_000,
  });
}

/** The browser for the journeys: named by the environment, Playwright's own, the machine's, else installed now. */
export async function findBrowser(): Promise<string> {
  const present = installedBrowser();
  if (present) return present;
  await installBrowser();
  const installed = installedBrowser();
  if (installed) return installed;
  const remedy =
    "Run `npx playwright install --with-deps chromium`, install chromium with your package manager, or set PLAYWRIGHT_CHROMIUM_PATH.";
  throw new Failure("No browser was found, and none could be installed.", remedy);
}
