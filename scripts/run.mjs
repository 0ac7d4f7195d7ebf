/** `node scripts/run.mjs FILE …`: runs one of our scripts on the pinned Node, TypeScript included, installing first if needed. */
import { ensureInstalled, giveUp, loadDotEnv, runOnPinnedNode } from "./bootstrap/machine.mjs";

try {
  const [file, ...rest] = process.argv.slice(2);
  ensureInstalled((message) => process.stderr.write(`${message} …\n`));
  loadDotEnv();
  runOnPinnedNode(["--import", "tsx", file, ...rest]);
} catch (error) {
  giveUp(error);
}
