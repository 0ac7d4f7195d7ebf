import { readText } from "@/server/http";

/** A sign-in form is a few hundred bytes; a machine with fifty agent programs needs 8 KB. */
const FORM_BYTES = 16_384;

/**
 * The fields of a form-encoded body, as OAuth sends them; JSON is read too, because some libraries send it. Fields that
 * are no text are left out, an unreadable body has none: unknown and malformed parameters are ignored, not refused.
 */
export async function readForm(request: Request): Promise<Partial<Record<string, string>>> {
  const text = await readText(request, { maxBytes: FORM_BYTES });
  if (!(request.headers.get("content-type") ?? "").includes("json"))
    return Object.fromEntries(new URLSearchParams(text));
  const parsed = parseJson(text);
  if (typeof parsed !== "object" || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

/** The value behind a text of JSON; null when it is none. */
export function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
