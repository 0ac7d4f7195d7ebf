/** `npm run build`: everything that production runs. The stand-ins of the demo are no part of it. */
import { giveUp } from "./bootstrap/machine.mjs";
import { step } from "./bootstrap/progress.mjs";
import { ensureBuilt } from "./lib/builds.ts";

try {
  await ensureBuilt(["generate", "bundles", "web"], step);
} catch (error) {
  giveUp(error);
}
