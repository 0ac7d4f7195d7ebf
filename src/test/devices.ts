import { approveDevice, exchangeCode, startAuthorization } from "@/features/devices/server";
import type { Actor } from "@/server/access";
import { testRequest } from "./factories";

type Machine = { surface?: "claude_code" | "steward_cli"; hostname?: string };

/** A machine of that person, signed in as a real one is: codes, approval, exchange. */
export async function signInDevice(person: Actor, { surface = "steward_cli", hostname }: Machine = {}) {
  const request = testRequest({ userAgent: "steward/0.1.0" });
  const { deviceCode, userCode } = await startAuthorization(request, { surface, hostname, os: "Linux" });
  await approveDevice(person, { userCode });
  const outcome = await exchangeCode(request, { deviceCode });
  if ("refused" in outcome) throw new Error(`the sign-in was refused: ${outcome.refused}`);
  return outcome;
}
