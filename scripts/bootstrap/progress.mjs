/** Progress that a person can watch and a log can keep: one moving line on a terminal, plain lines everywhere else. */

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const isMoving = process.stdout.isTTY === true && !process.env.CI && process.env.TERM !== "dumb";

function seconds(since) {
  const elapsed = (Date.now() - since) / 1000;
  return elapsed < 0.95 ? "" : ` (${elapsed.toFixed(elapsed < 10 ? 1 : 0)} s)`;
}

function watchTerminal(label, started) {
  let frame = 0;
  const draw = () => process.stdout.write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} ${label}${seconds(started)}`);
  draw();
  const timer = setInterval(draw, 120);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\x1b[K");
  };
}

/** Off a terminal a long step says every twenty seconds that it is still alive. */
function watchLog(label, started) {
  console.log(`· ${label} …`);
  const timer = setInterval(() => console.log(`  … ${label.toLowerCase()}, still working${seconds(started)}`), 20_000);
  return () => clearInterval(timer);
}

/** Shows `label` while `work` runs, then a tick with the time it took, or a cross. */
export async function step(label, work) {
  const started = Date.now();
  const finish = (isMoving ? watchTerminal : watchLog)(label, started);
  try {
    const result = await work();
    finish();
    console.log(`✓ ${label}${seconds(started)}`);
    return result;
  } catch (error) {
    finish();
    console.log(`✗ ${label}${seconds(started)}`);
    throw error;
  }
}
