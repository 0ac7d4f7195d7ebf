import { env } from "@/env";
import { workerHealth } from "./worker-health";

export type Check = "ok" | "down";
export type Health = { status: "ok" | "degraded"; checks: { database: Check; worker: Check; gateway: Check } };

const PATIENCE_MS = 2_000;

/** How the installation is, as its own web process sees it. What does not answer in two seconds is down. */
export async function installationHealth(): Promise<Health> {
  const [background, gateway] = await Promise.all([backgroundHealth(), gatewayHealth()]);
  const checks = { ...background, gateway };
  const isOk = Object.values(checks).every((check) => check === "ok");
  return { status: isOk ? "ok" : "degraded", checks };
}

/** The worker is known by its lease, so that without a database nothing is known of it. */
async function backgroundHealth(): Promise<{ database: Check; worker: Check }> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, PATIENCE_MS);
  });
  const found = await Promise.race([workerHealth({}).catch(() => null), tooLate]);
  clearTimeout(timer);
  return found === null ? { database: "down", worker: "down" } : { database: "ok", worker: found.status };
}

async function gatewayHealth(): Promise<Check> {
  try {
    const { ok } = await fetch(`${env.stewardGatewayUrl}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return ok ? "ok" : "down";
  } catch {
    return "down";
  }
}
