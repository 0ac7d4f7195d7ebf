/**
 * `npm test`: everything, or one part of it with `--only verify|unit|db|processes|clients|e2e`. This first file runs on the
 * machine's own Node and needs nothing installed.
 */
import { ensureInstalled, giveUp, runOnPinnedNode } from "./bootstrap/machine.mjs";
import { step } from "./bootstrap/progress.mjs";

try {
  await ensureInstalled(step);
  runOnPinnedNode(["--import", "tsx", "scripts/lib/test.ts", ...process.argv.slice(2)]);
} catch (error) {
  giveUp(error);
}
