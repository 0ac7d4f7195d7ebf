import { parseArgs } from "node:util";
import { startLlmEmulator } from "./server";

/** The stand-in as a process of its own: `main.ts --port 3200`. Says where it listens, and goes at SIGTERM. */
const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const emulator = await startLlmEmulator({ port: Number(values.port) });
console.log(`LLM emulator is ready: ${emulator.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
}
