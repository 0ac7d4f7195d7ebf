/**
 * Preloaded into every process that Steward starts (`node --import`): a process whose supervisor is gone ends by itself,
 * even when the supervisor was killed so hard that it could tell nobody.
 */
import process from "node:process";

const GRACE_MS = 8_000;

// What such a process starts in its turn inherits this file and is its own business: it waits for other messages.
if (process.channel && process.env.STEWARD_SUPERVISOR === String(process.ppid)) {
  process.on("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
    if (!process.emit("SIGTERM")) process.exit(0);
  });
  // The listener alone must not keep a process alive that has finished its work.
  process.channel.unref();
}
