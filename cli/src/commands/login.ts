import { spawn } from "node:child_process";
import type { TokenAnswer } from "@/contracts/device-sign-in";
import { servedFrom, VERSION } from "../build-info";
import { UsageError } from "../errors";
import { discoverGateway, fingerprintOf, type Gateway, originOf } from "../gateway/discover";
import { awaitApproval, openSignIn, revokeToken } from "../gateway/sign-in";
import { findClients } from "../machine/find-clients";
import type { Machine } from "../machine/machine";
import { newSession, readSession, type StoredSession, tokenFromEnv, writeSession } from "../session";
import { synchronize, type SyncResult } from "../synchronize";
import { applyChange } from "../writers/changes";
import { managedDocuments, planSignIn, planSignOut } from "../writers/claude-code";
import type { Context } from "./context";
import { describeSync, protectionLine } from "./describe";

export type LoginOptions = { name?: string; browser: boolean };

/** A machine token has no end that we know; Claude Code wants one. */
const MACHINE_TOKEN_SECONDS = 365 * 24 * 3600;

/**
 * Signs this device in: a person approves its code in the browser, and both this CLI and Claude Code get tokens of their
 * own. With STEWARD_TOKEN set nobody is asked: that token signs Claude Code in as it is.
 */
export async function login(context: Context, address: string | undefined, options: LoginOptions): Promise<void> {
  const { machine, io } = context;
  const given = tokenFromEnv(machine);
  const gateway = await discoverGateway(given?.origin ?? originOf(address ?? knownOrigin(machine)));
  // Files that cannot be merged are found before anyone is asked to approve anything.
  managedDocuments(machine);
  planSignOut(machine, gateway.url);

  const tokens = given
    ? { access_token: given.token, expires_in: MACHINE_TOKEN_SECONDS, token_type: "Bearer" }
    : await askForApproval(context, gateway, options);
  if (!given) await keepSession(machine, newSession(gateway, tokens));
  const access = { gatewayUrl: gateway.url, token: tokens.access_token };
  const result = await synchronize(machine, access, false);
  const isClientIn = await signClaudeIn(machine, gateway, given ? { ...tokens, claude_code: tokens } : tokens);

  const { person, organization } = result.document;
  io.data({ gateway: gateway.url, person, organization, claudeCode: isClientIn, ...describeSync(result).data }, [
    `${io.paint("good", "Signed in")} to ${organization.name} as ${person.name} (${person.email})`,
    protectionLine(io, result.protection),
  ]);
  sayNext(context, result, isClientIn);
}

function knownOrigin(machine: Machine): string {
  const known = machine.env["STEWARD_URL"] ?? servedFrom ?? readSession(machine)?.gatewayUrl;
  if (known !== undefined && known !== "") return known;
  throw new UsageError("Which Steward? Give its address.", "steward login https://steward.your-company.example");
}

async function askForApproval({ machine, io }: Context, gateway: Gateway, options: LoginOptions): Promise<TokenAnswer> {
  const clients = await findClients(machine);
  const opened = await openSignIn(gateway, {
    surface: "steward_cli",
    device_name: options.name ?? machine.hostname,
    hostname: machine.hostname,
    os: machine.os,
    client_version: VERSION,
    clients: JSON.stringify(clients.map(({ name, version }) => ({ name, version }))),
  });
  const page = opened.verification_uri_complete ?? opened.verification_uri;
  io.say("To sign this device in, open this page in a browser where you are signed in to Steward:");
  io.say(`\n    ${page}\n`);
  io.say(`and confirm that it shows this code: ${io.paint("strong", opened.user_code)}\n`);
  if (options.browser && io.isTerminal && openBrowser(machine, page)) io.say("(A browser was opened.)");
  io.say(`Waiting for approval, ${Math.round(opened.expires_in / 60)} minutes at most…`);
  return awaitApproval(gateway, opened);
}

/** Opens a page where there is a screen to show it on; false where there is none. */
function openBrowser({ platform, env }: Machine, page: string): boolean {
  if (platform === "linux" && !env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return false;
  const [program, ...args] = {
    darwin: ["open"],
    win32: ["rundll32", "url.dll,FileProtocolHandler"],
    linux: ["xdg-open"],
  }[platform];
  if (program === undefined) return false;
  const child = spawn(program, [...args, page], { detached: true, stdio: "ignore" });
  child.on("error", () => {
    // Nothing to open it with: the page stands on the screen.
  });
  child.unref();
  return true;
}

/** A sign-in at another gateway would stay good for weeks, so it is ended; this gateway ends its own earlier ones. */
async function keepSession(machine: Machine, session: StoredSession): Promise<void> {
  let former: StoredSession | null = null;
  try {
    former = readSession(machine);
  } catch {
    // Unreadable: signing in again is the remedy, and this is it.
  }
  writeSession(machine, session);
  if (former === null || former.gatewayUrl === session.gatewayUrl) return;
  await revokeToken(former.revocationEndpoint, former.refreshToken ?? former.accessToken).catch(() => undefined);
}

async function signClaudeIn(machine: Machine, gateway: Gateway, tokens: TokenAnswer): Promise<boolean> {
  const pair = tokens.claude_code;
  if (!pair) return false;
  const change = planSignIn(machine, {
    gatewayUrl: gateway.url,
    fingerprint: await fingerprintOf(gateway.url),
    accessToken: pair.access_token,
    refreshToken: pair.refresh_token ?? null,
    expiresAtMs: Date.now() + pair.expires_in * 1000,
    tokenEndpoint: gateway.tokenEndpoint,
    revocationEndpoint: gateway.revocationEndpoint,
    email: tokens.email ?? null,
  });
  applyChange(change);
  return true;
}

function sayNext({ io, machine }: Context, result: SyncResult, isClientIn: boolean): void {
  for (const warning of result.warnings) io.warn(warning);
  if (!isClientIn) io.warn("Claude Code was not signed in: start it and choose the gateway sign-in");
  if (result.protection.level !== "enforced" && machine.platform !== "win32") {
    io.say("To have it enforced, run once: sudo steward sync");
  }
  io.say("Start Claude Code as usual (claude). The first time it asks whether you trust your company's settings.");
}
