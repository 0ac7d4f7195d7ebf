import { startLlmEmulator } from "./server";

/** The stand-in as a process of its own, on the port named PORT. Says where it listens, and goes at SIGTERM. */
const emulator = await startLlmEmulator({ port: Number(process.env.PORT ?? 0) });
console.log(`LLM emulator is ready: ${emulator.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
}
