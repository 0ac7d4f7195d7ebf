/** `node scripts/run.mjs FILE …`: runs one of our scripts on the pinned Node, TypeScript included, installing first if needed. */
import { ensureInstalled, giveUp, loadDotEnv, runOnPinnedNode } from "./bootstrap/machine.mjs";

try {
  const [file, ...rest] = process.argv.slice(2);
  // What the script prints may be data for another program, so talk goes to stderr.
  await ensureInstalled((label, work) => {
    process.stderr.write(`· ${label} …\n`);
    return work();
  });
  loadDotEnv();
  runOnPinnedNode(["--import", "tsx", file, ...rest]);
} catch (error) {
  giveUp(error);
}
