import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";
import { env } from "@/env";
import { onceInProcess } from "./once";

const requests = new AsyncLocalStorage<{ requestId: string }>();

/** Names under which a secret could reach a log line; pino blanks them at any of the depths our objects have. */
const SECRET_NAMES = [
  "authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-goog-api-key",
  "password",
  "secret",
  "token",
  "accessToken",
  "refreshToken",
  "deviceCode",
  "encryptedKey",
  "credentialsEncrypted",
];
const redact = SECRET_NAMES.flatMap((name) => {
  const key = /^\w+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [key.replace(/^\./, ""), `*${key}`, `*.*${key}`];
});

/** Tokens of ours and of vendors, wherever they stand in a text. */
const TOKENS = /\b(?:st[warhd]_[\w-]{20,}|sk-[\w-]{16,}|Bearer\s+[\w.~+/-]{16,}=*)/g;

/** Blanks what looks like a credential in a text that is about to be logged or shown. */
export function redactText(text: string): string {
  return text.replace(TOKENS, "[redacted]");
}

const logger = onceInProcess("log", () =>
  pino({
    level: env.stewardLogLevel,
    base: { role: env.stewardRole },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redact, censor: "[redacted]" },
    mixin: () => requests.getStore() ?? {},
    hooks: {
      logMethod(args, method) {
        const safe = args.map((arg) => (typeof arg === "string" ? redactText(arg) : arg)) as Parameters<typeof method>;
        method.apply(this, safe);
      },
    },
    serializers: {
      err: (error: Error) => ({
        type: error.name,
        message: redactText(error.message),
        stack: redactText(error.stack ?? ""),
      }),
    },
  }),
);

/** The process's logger: JSON lines on stdout, credentials blanked, the request's id on each line. */
export function log(): pino.Logger {
  return logger();
}

/** Runs `work` so that every log line in it carries the request's id. */
export function withRequest<T>(requestId: string, work: () => T): T {
  return requests.run({ requestId }, work);
}

/** The id of the request being served, if any. */
export function currentRequestId(): string | null {
  return requests.getStore()?.requestId ?? null;
}
