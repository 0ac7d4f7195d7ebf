import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { BootPlan } from "@/server/boot";
import { step } from "../bootstrap/progress.mjs";
import type { ChildSpec } from "./children";
import type { Variables } from "./installation";
import { emulatorProcess } from "./processes";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts the stand-ins that this installation needs and says where they listen. With a vendor's key its stand-in is not even
 * started; outside a sheltered installation none is, whatever the variables say.
 */
export async function startEmulators(
  plan: BootPlan,
  variables: Variables,
  keep: (spec: ChildSpec) => Promise<string>,
): Promise<Variables> {
  const wanted = [
    { isNeeded: plan.emulators.anthropic, name: "llm", variable: "STEWARD_ANTHROPIC_EMULATOR" },
    { isNeeded: plan.emulators.resend, name: "resend", variable: "RESEND_BASE_URL" },
  ].filter(({ isNeeded, variable }) => isNeeded && !variables[variable]);
  if (wanted.length === 0) return {};

  const found: Variables = {};
  await step("Starting the stand-ins for model and mail", async () => {
    const start = async ({ name, variable }: { name: string; variable: string }) => {
      const port = await freePort();
      const spec = emulatorProcess(name, port, variables);
      if (!spec) return;
      await keep(spec);
      found[variable] = `http://127.0.0.1:${port}`;
    };
    await Promise.all(wanted.map(start));
  });
  return found;
}
