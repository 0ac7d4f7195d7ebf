import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { BootPlan } from "@/server/boot";
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

export type StandIns = { specs: ChildSpec[]; variables: Variables };

/**
 * The stand-ins that this installation needs, and where they will listen. With a vendor's key its stand-in is not even
 * started; outside a sheltered installation none is, whatever the variables say.
 */
export async function standInsFor(plan: BootPlan, variables: Variables): Promise<StandIns> {
  const wanted = [
    { isNeeded: plan.emulators.anthropic, name: "llm", variable: "STEWARD_ANTHROPIC_EMULATOR" },
    { isNeeded: plan.emulators.resend, name: "resend", variable: "RESEND_BASE_URL" },
  ].filter(({ isNeeded, variable }) => isNeeded && !variables[variable]);

  const found: StandIns = { specs: [], variables: {} };
  for (const { name, variable } of wanted) {
    const port = await freePort();
    const spec = emulatorProcess(name, port, variables);
    if (!spec) continue;
    found.specs.push(spec);
    found.variables[variable] = `http://127.0.0.1:${port}`;
  }
  return found;
}
