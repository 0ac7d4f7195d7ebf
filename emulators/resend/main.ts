import { startResendEmulator } from "./server";

/** The stand-in as a process of its own. Listens on PORT, keeps its mails in STEWARD_DATA_DIR, and goes at SIGTERM. */
const { PORT = "0", STEWARD_DATA_DIR } = process.env;
const emulator = await startResendEmulator({
  port: Number(PORT),
  ...(STEWARD_DATA_DIR !== undefined && { dataDir: STEWARD_DATA_DIR }),
});
console.log(`Resend emulator is ready: ${emulator.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
}
