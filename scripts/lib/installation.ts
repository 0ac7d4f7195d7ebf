import { randomBytes } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Env, readEnv } from "@/env";
import { bootPlan, type BootPlan, refusalText } from "@/server/boot";
import { Failure, root } from "../bootstrap/machine.mjs";

export type Variables = Record<string, string | undefined>;
export type Installation = { variables: Variables; env: Env; plan: BootPlan; dataDir: string };

/**
 * What this start is about: the environment with the addresses that follow from the ports, and the plan of what may run.
 * Refuses, naming every reason at once, when the installation could be reached by others and lacks its keys.
 */
export function readInstallation(given: Variables): Installation {
  const variables: Variables = { ...given };
  variables.STEWARD_URL ||= `http://localhost:${variables.PORT || "3000"}`;
  variables.STEWARD_GATEWAY_URL ||= `http://localhost:${variables.STEWARD_GATEWAY_PORT || "3100"}`;
  variables.STEWARD_DATA_DIR = path.resolve(root, variables.STEWARD_DATA_DIR || ".steward");

  let env: Env;
  try {
    env = readEnv(variables);
  } catch (error) {
    const remedy = "Correct them; .env.example describes each.";
    throw new Failure((error as Error).message, remedy, { cause: error });
  }
  const plan = bootPlan(env);
  if (plan.refusals.length > 0) {
    const remedy =
      "Set them, or start without DATABASE_URL on loopback addresses only to try Steward with its demo data.";
    throw new Failure(refusalText(plan.refusals), remedy);
  }
  return { variables, env, plan, dataDir: env.stewardDataDir };
}

function secretFile(dataDir: string): string {
  return path.join(dataDir, "secret");
}

/**
 * The secret of an installation that nobody else can reach: made once, kept in its data folder, readable by its owner only.
 * Losing it means that stored credentials cannot be opened again, so it lies beside the database that needs it.
 */
export function generatedSecret(dataDir: string): string {
  const file = secretFile(dataDir);
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  return readFileSync(file, "utf8").trim();
}

/** The generated secret before the present one, while something may still be sealed with it. */
export function formerSecret(dataDir: string): string | undefined {
  const file = `${secretFile(dataDir)}.previous`;
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** Makes a new secret and keeps the old one beside it; at no moment is either of them nowhere. */
export function replaceGeneratedSecret(dataDir: string): void {
  const file = secretFile(dataDir);
  copyFileSync(file, `${file}.previous`);
  writeFileSync(`${file}.new`, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
