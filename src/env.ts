import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const url = z.url().transform((value) => value.replace(/\/+$/, ""));
const port = z.coerce.number().int().min(0).max(65_535);

/**
 * Every variable the product reads, with its default. `.env.example` says what breaks without each.
 * Which of them may be absent together is decided in `src/server/boot.ts`, where the whole set is judged.
 */
export const EnvSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  STEWARD_URL: url.default("http://localhost:3000"),
  STEWARD_GATEWAY_URL: url.default("http://localhost:3100"),
  STEWARD_SECRET: z.string().min(32, "STEWARD_SECRET must have at least 32 characters").default(""),
  STEWARD_SECRET_PREVIOUS: z.string().min(32, "STEWARD_SECRET_PREVIOUS must have at least 32 characters").optional(),
  STEWARD_DATA_DIR: z.string().min(1).default(".steward"),
  STEWARD_ROLE: z.enum(["all", "web", "gateway", "worker", "migrate"]).default("all"),
  STEWARD_BIND: z.string().min(1).default("127.0.0.1"),
  STEWARD_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  PORT: port.default(3000),
  STEWARD_GATEWAY_PORT: port.default(3100),
  STEWARD_DEMO: flag.optional(),
  STEWARD_EMBEDDED: flag.default(false),
  STEWARD_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  ENGINE: z.enum(["dbos"]).default("dbos"),
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_DIRECT_URL: z.string().min(1).optional(),
  STEWARD_WEB_DATABASE_URL: z.string().min(1).optional(),
  STEWARD_SYSTEM_DATABASE_URL: z.string().min(1).optional(),
  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_BASE_URL: url.optional(),
  MAIL_FROM: z.string().min(3).default("Steward <steward@localhost>"),
  STEWARD_ANTHROPIC_UPSTREAM: url.default("https://api.anthropic.com"),
  STEWARD_ANTHROPIC_EMULATOR: url.optional(),
  STEWARD_ANTHROPIC_API_KEY: z.string().min(1).optional(),
});

type Parsed = z.output<typeof EnvSchema>;
type Camel<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}`
  : Lowercase<Text>;
export type Env = { readonly [Key in keyof Parsed as Camel<Key & string>]: Parsed[Key] };

function camel(name: string): string {
  return name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Reads and checks a set of variables. Throws one error that names every wrong variable and what it wants. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const present = Object.entries(variables).filter(([, value]) => value !== undefined && value !== "");
  const parsed = EnvSchema.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`These environment variables are not usable:\n${faults.join("\n")}`);
  }
  return Object.fromEntries(Object.entries(parsed.data).map(([name, value]) => [camel(name), value])) as Env;
}

let loaded: Env | undefined;

/** The process's environment. Read at first use, not at import, so that a build needs no variables. */
export const env: Env = new Proxy({} as Env, {
  get: (_target, key) => Reflect.get((loaded ??= readEnv(process.env)), key) as unknown,
  has: (_target, key) => key in (loaded ??= readEnv(process.env)),
});
