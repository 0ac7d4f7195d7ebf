import type { Env } from "@/env";

/** One reason not to start: the variable that is wrong or missing, what would happen, and what to do. */
export type Refusal = { variable: string; reason: string; remedy: string };

/** What this installation may contain. Everything in it is false as soon as anyone else could reach it. */
export type BootPlan = {
  /** The database is Steward's own, and nothing listens or is announced outside this machine. */
  sheltered: boolean;
  demo: boolean;
  outbox: boolean;
  generatedSecret: boolean;
  emulators: { anthropic: boolean; resend: boolean };
  refusals: readonly Refusal[];
};

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|(?:[a-z0-9-]+\.)+localhost)$/i;

/** Whether a name can only mean this machine. A name that merely resolves to 127.0.0.1 today is not one. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}

function isEmbedded(env: Env): boolean {
  if (env.databaseUrl === undefined) return true;
  return env.stewardEmbedded && isLoopback(hostOf(env.databaseUrl));
}

const missing = (variable: string, reason: string, remedy: string): Refusal => ({ variable, reason, remedy });

function missingKeys(env: Env): Refusal[] {
  const refusals: Refusal[] = [];
  if (env.stewardSecret === "") {
    const remedy =
      "Set 32 or more random characters (`openssl rand -base64 32`), the same for every process, and keep a copy.";
    refusals.push(missing("STEWARD_SECRET", "Nothing would protect stored credentials and sign-ins.", remedy));
  }
  if (env.resendApiKey === undefined) {
    refusals.push(
      missing(
        "RESEND_API_KEY",
        "Invitations and password resets would reach nobody.",
        "Set the key of a Resend account.",
      ),
    );
  }
  if (env.mailFrom.endsWith("@localhost>")) {
    const remedy = 'Set an address of a domain verified with Resend: "Steward <steward@example.com>".';
    refusals.push(missing("MAIL_FROM", "Receivers would refuse mail that comes from localhost.", remedy));
  }
  return refusals;
}

function unsafeUrls(env: Env): Refusal[] {
  const isListeningToAll = !isLoopback(env.stewardBind);
  const urls = [
    ["STEWARD_URL", env.stewardUrl],
    ["STEWARD_GATEWAY_URL", env.stewardGatewayUrl],
  ] as const;
  return urls.flatMap(([variable, url]) => {
    if (isLoopback(hostOf(url))) {
      if (!isListeningToAll) return [];
      return [
        missing(
          variable,
          `${url} leads here only from this machine, and STEWARD_BIND opens it to others.`,
          "Set the address that people and agents use.",
        ),
      ];
    }
    if (url.startsWith("https://")) return [];
    const remedy = "Put a proxy with a certificate in front and set its https:// address.";
    return [missing(variable, `${url} would carry passwords and tokens unencrypted; agents refuse it.`, remedy)];
  });
}

function contradictions(env: Env, isDemoAsked: boolean): Refusal[] {
  const refusals: Refusal[] = [];
  if (isDemoAsked) {
    const reason = "Everyone knows the passwords of the demo data, and this installation can be reached by others.";
    refusals.push(missing("STEWARD_DEMO", reason, "Remove it, or keep the embedded database and loopback addresses."));
  }
  if (env.databaseUrl === undefined && ["web", "gateway", "worker"].includes(env.stewardRole)) {
    const reason = `STEWARD_ROLE=${env.stewardRole} runs one process of several, and they share one database.`;
    refusals.push(missing("DATABASE_URL", reason, "Set it, or leave STEWARD_ROLE out to run everything here."));
  }
  return refusals;
}

/**
 * Decides what an installation may contain and whether it may start at all.
 *
 * Demo data, emulators, the readable outbox and generated secrets exist only where the database is embedded *and* every
 * listener and public URL is loopback. Everything else needs its keys; the plan then names all that are missing at once,
 * so that nobody fixes them one start at a time. Pure: `tests/boot` walks the whole matrix.
 */
export function bootPlan(env: Env): BootPlan {
  const isAlone = [env.stewardBind, hostOf(env.stewardUrl), hostOf(env.stewardGatewayUrl)].every(isLoopback);
  const sheltered = isEmbedded(env) && isAlone;
  if (sheltered) {
    return {
      sheltered,
      demo: env.stewardDemo ?? true,
      outbox: env.resendApiKey === undefined,
      generatedSecret: env.stewardSecret === "",
      emulators: {
        anthropic: env.stewardAnthropicApiKey === undefined,
        resend: env.resendApiKey === undefined && env.resendBaseUrl === undefined,
      },
      refusals: contradictions(env, false),
    };
  }
  return {
    sheltered,
    demo: false,
    outbox: false,
    generatedSecret: false,
    emulators: { anthropic: false, resend: false },
    refusals: [...missingKeys(env), ...unsafeUrls(env), ...contradictions(env, env.stewardDemo === true)],
  };
}

/** The refusals as a person reads them: one variable a paragraph. */
export function refusalText(refusals: readonly Refusal[]): string {
  const lines = refusals.map(({ variable, reason, remedy }) => `  ${variable}: ${reason}\n    ${remedy}`);
  return `This installation can be reached by others, or its database is not Steward's own, so it needs:\n${lines.join("\n")}`;
}

/**
 * The first line of every process: ends it when the installation may not start. `npm start` has asked the same question
 * already; this one guards a process that somebody starts by itself.
 */
export function requireBootable(env: Env): BootPlan {
  const plan = bootPlan(env);
  if (plan.refusals.length > 0) throw new Error(refusalText(plan.refusals));
  return plan;
}
