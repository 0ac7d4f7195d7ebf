/**
 * Preloaded into every process that Steward starts (`node --import`): a process whose supervisor is gone ends by itself,
 * even when the supervisor was killed so hard that it could tell nobody.
 */
import process from "node:process";

const GRACE_MS = 8_000;

if (process.channel) {
  process.on("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
    if (!process.emit("SIGTERM")) process.exit(0);
  });
  // The listener alone must not keep a process alive that has finished its work.
  process.channel.unref();
}
