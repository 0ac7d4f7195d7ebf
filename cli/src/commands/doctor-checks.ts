import type { SyncDocumentV1 } from "@/contracts/sync";
import { isJsonObject } from "@/lib/json";
import { CliError } from "../errors";
import { readJsonObject } from "../files";
import { takeSync } from "../gateway/api";
import { findClients, isOlder } from "../machine/find-clients";
import type { Machine } from "../machine/machine";
import { runningChecksum } from "../machine/running-settings";
import { currentAccess } from "../session";
import { credentialsFile, managedDocuments, readProtection, userSettingsFile } from "../writers/claude-code";

export type Check = { name: string; outcome: "ok" | "warning" | "failed"; detail: string; remedy?: string };
type SignInFound = { checks: Check[]; gatewayUrl: string | null; document: SyncDocumentV1 | null };

const fail = (name: string, error: unknown): Check => ({
  name,
  outcome: "failed",
  detail: error instanceof Error ? error.message : String(error),
  ...(error instanceof CliError && error.remedy !== undefined && { remedy: error.remedy }),
});

/** Whether this device is signed in, and whether its gateway answers and knows it. */
export async function signInChecks(machine: Machine): Promise<SignInFound> {
  let gatewayUrl: string | null = null;
  try {
    const access = await currentAccess(machine);
    ({ gatewayUrl } = access);
    const document = await takeSync(access, null);
    const person = document?.person.email ?? "unknown";
    return { gatewayUrl, document, checks: [{ name: "Sign-in", outcome: "ok", detail: `${person} at ${gatewayUrl}` }] };
  } catch (error) {
    return { gatewayUrl, document: null, checks: [fail("Sign-in", error)] };
  }
}

/** Whether Claude Code is here, new enough, signed in at the gateway and running the settings it should. */
export async function clientChecks(machine: Machine, document: SyncDocumentV1 | null): Promise<Check[]> {
  const claude = (await findClients(machine)).find(({ name }) => name === "claude-code");
  const name = "Claude Code";
  if (!claude) return [{ name, outcome: "warning", detail: "not found on this machine's PATH" }];
  const wanted = document?.clients.find(({ client }) => client === "claude-code");
  const version = claude.version ?? "of unknown version";
  const isOld = wanted !== undefined && claude.version !== undefined && isOlder(claude.version, wanted.minimumVersion);
  const checks: Check[] = [
    isOld
      ? {
          name,
          outcome: "failed",
          detail: `${version} is older than ${wanted.minimumVersion}`,
          remedy: "Update it: claude update",
        }
      : { name, outcome: "ok", detail: `${version} (${claude.path})` },
  ];
  if (document) checks.push(claudeSignIn(machine, document.gatewayUrl));
  const runs = runningChecksum(machine);
  if (wanted && runs !== null) {
    const isCurrent = runs === wanted.settingsChecksum;
    checks.push(
      isCurrent
        ? { name: "Settings", outcome: "ok", detail: "Claude Code last took the current ones" }
        : {
            name: "Settings",
            outcome: "warning",
            detail: "Claude Code last took older ones; it takes new ones at its start",
          },
    );
  }
  return checks;
}

function claudeSignIn(machine: Machine, gatewayUrl: string): Check {
  const name = "Claude Code's sign-in";
  try {
    const gateway = readJsonObject(credentialsFile(machine))?.["enterpriseGateway"];
    if (isJsonObject(gateway) && gateway["url"] === gatewayUrl) return { name, outcome: "ok", detail: gatewayUrl };
    const detail = isJsonObject(gateway) ? `is for another gateway: ${JSON.stringify(gateway["url"])}` : "is missing";
    return { name, outcome: "failed", detail, remedy: "Run `steward login`." };
  } catch (error) {
    return fail(name, error);
  }
}

/** What the files and variables of this machine do to the protection. */
export function fileChecks(machine: Machine, gatewayUrl: string | null): Check[] {
  const name = "Protection";
  const checks: Check[] = [];
  try {
    if (gatewayUrl !== null) {
      const { level, reason } = readProtection(machine, gatewayUrl);
      const remedy = level === "enforced" ? {} : { remedy: "Have it enforced: sudo steward sync" };
      const outcome = level === "enforced" ? "ok" : level === "user-level" ? "warning" : "failed";
      checks.push({ name, outcome, detail: `${level}: ${reason}`, ...remedy });
    }
    for (const { file, settings } of managedDocuments(machine)) {
      if (settings["disableAllHooks"] !== true) continue;
      const detail = `${file} sets disableAllHooks, which also stops the company's own`;
      checks.push({ name: "Hooks", outcome: "failed", detail, remedy: "Remove that line." });
    }
    const env = readJsonObject(userSettingsFile(machine))?.["env"];
    checks.push(...sidesteps(isJsonObject(env) ? { ...machine.env, ...env } : machine.env));
  } catch (error) {
    checks.push(fail(name, error));
  }
  return checks;
}

const SIDESTEPS = [
  "ANTHROPIC_BASE_URL",
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "CLAUDE_CODE_USE_BEDROCK",
  "CLAUDE_CODE_USE_VERTEX",
];

/** Variables with which an agent would take another way than the gateway; enforced settings win over them, advice does not. */
function sidesteps(env: Readonly<Record<string, unknown>>): Check[] {
  return SIDESTEPS.filter((name) => env[name] !== undefined && env[name] !== "").map((name) => ({
    name: "Environment",
    outcome: "warning",
    detail: `${name} is set and may lead Claude Code past the gateway`,
    remedy: `Remove ${name} from your shell's start-up files or from Claude Code's settings.`,
  }));
}
