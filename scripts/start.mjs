/**
 * `npm start`, from a fresh checkout to a running Steward. This first file runs on the machine's own Node and needs nothing
 * installed: it installs, then hands over to the supervisor on the pinned Node.
 */
import { ensureInstalled, giveUp, loadDotEnv, runOnPinnedNode } from "./bootstrap/machine.mjs";
import { step } from "./bootstrap/progress.mjs";

try {
  await ensureInstalled(step);
  loadDotEnv();
  runOnPinnedNode(["--import", "tsx", "scripts/lib/start.ts", ...process.argv.slice(2)]);
} catch (error) {
  giveUp(error);
}
