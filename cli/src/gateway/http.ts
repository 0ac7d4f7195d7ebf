import type { z } from "zod";
import { VERSION } from "../build-info";
import { CliError } from "../errors";

export type Call = {
  method?: "GET" | "POST";
  token?: string | null;
  form?: Record<string, string>;
  json?: unknown;
  headers?: Record<string, string>;
};
export type Answer = { status: number; headers: Headers; body: unknown };

const TIMEOUT_MS = 15_000;

/** One request. No redirect is followed: a token must not travel to another origin. Throws UNREACHABLE without an answer. */
export async function call(url: string, { method = "GET", token, form, json, headers }: Call = {}): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : json === undefined ? undefined : JSON.stringify(json);
  try {
    const response = await fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: "application/json",
        "user-agent": `steward-cli/${VERSION}`,
        ...(token != null && { authorization: `Bearer ${token}` }),
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
        ...(json !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  } catch (cause) {
    throw new CliError(`${new URL(url).origin} does not answer (${reasonOf(cause)}).`, {
      code: "UNREACHABLE",
      remedy: "Check the address, the network and the proxy, then try again.",
      cause,
    });
  }
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (error instanceof Error && error.name === "TimeoutError") return "no answer within 15 seconds";
  if (cause instanceof Error) return "code" in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
}

/** Reads an answer that must be good: its shape is checked, and a refusal becomes the server's own words. */
export function expectBody<Schema extends z.ZodType>(answer: Answer, schema: Schema): z.output<Schema> {
  if (answer.status < 200 || answer.status > 299) throw refusal(answer);
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new CliError("The server's answer is not one this version understands.", {
    code: "BAD_ANSWER",
    remedy: "Take the newest CLI from your company's Steward, or tell your administrator.",
    cause: parsed.error,
  });
}

/** The error that an answer carries, in our envelope or in OAuth's, with its remedy. */
export function refusal({ status, body }: Answer): CliError {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const { error } = fields;
  if (typeof error === "object" && error !== null) {
    const { code, type, message, remedy } = error as Record<string, unknown>;
    return new CliError(text(message) ?? `The server refused (${status}).`, {
      code: text(code) ?? text(type) ?? `HTTP_${status}`,
      remedy: text(remedy),
    });
  }
  const words = text(fields["error_description"]) ?? `The server refused (${status}).`;
  return new CliError(words, { code: text(error) ?? `HTTP_${status}` });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
