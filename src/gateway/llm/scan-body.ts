import { badRequest } from "./read-body";

/** What is read of a request; everything else in it is the vendor's business and goes on untouched. */
export type Scan = { model: string; maxTokens: number | null; isStream: boolean; speed: string | null };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const READ_KEYS = new Set(["model", "max_tokens", "stream", "speed"]);
const MAX_DEPTH = 1_000;

/**
 * Finds the few top-level fields that decide about a call, without building the rest: strings are skipped from quote to
 * quote, nested values from bracket to bracket. A key that stands twice is refused, because we and the vendor might
 * believe different ones.
 *
 * @throws Refusal 400 that names the field at fault.
 */
export function scanBody(body: Buffer): Scan {
  const fields = new Map<string, string>();
  let at = skipSpace(body, 0);
  if (body[at] !== OPEN_OBJECT) throw malformed("the body is not a JSON object");
  at = skipSpace(body, at + 1);
  while (body[at] !== CLOSE_OBJECT) {
    if (body[at] !== QUOTE) throw malformed("a key was expected", at);
    const keyEnd = skipString(body, at);
    const key = textOf(body, at, keyEnd);
    at = skipSpace(body, keyEnd);
    if (body[at] !== COLON) throw malformed(`a colon was expected after "${key}"`, at);
    const valueAt = skipSpace(body, at + 1);
    const valueEnd = skipValue(body, valueAt);
    if (READ_KEYS.has(key)) {
      if (fields.has(key)) throw badRequest(`${key}: stands twice in this request.`, "duplicate_field");
      fields.set(key, body.toString("utf8", valueAt, valueEnd));
    }
    at = skipSpace(body, valueEnd);
    if (body[at] === COMMA) {
      at = skipSpace(body, at + 1);
      if (body[at] === CLOSE_OBJECT) throw malformed("a key was expected after the comma", at);
    } else if (body[at] !== CLOSE_OBJECT) throw malformed("a comma was expected", at);
  }
  if (skipSpace(body, at + 1) !== body.length) throw malformed("something follows the object", at + 1);
  return toScan(fields);
}

function toScan(fields: Map<string, string>): Scan {
  const model = valueOf(fields, "model");
  if (typeof model !== "string" || model === "" || model.length > 200) {
    throw badRequest("model: name the model to call, as a text of at most 200 characters.", "no_model");
  }
  const maxTokens = valueOf(fields, "max_tokens") ?? null;
  if (maxTokens !== null && !(typeof maxTokens === "number" && Number.isSafeInteger(maxTokens) && maxTokens >= 0)) {
    throw badRequest("max_tokens: must be a whole number.", "bad_max_tokens");
  }
  const stream = valueOf(fields, "stream") ?? false;
  if (typeof stream !== "boolean") throw badRequest("stream: must be true or false.", "bad_stream");
  const speed = valueOf(fields, "speed") ?? null;
  if (speed !== null && typeof speed !== "string") throw badRequest("speed: must be a text.", "bad_speed");
  return { model, maxTokens, isStream: stream, speed };
}

function valueOf(fields: Map<string, string>, key: string): unknown {
  const text = fields.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest(`${key}: is not valid JSON.`, "malformed");
  }
}

function malformed(what: string, at?: number): Error {
  const place = at === undefined ? "" : ` at byte ${String(at)}`;
  return badRequest(`body: not valid JSON, ${what}${place}.`, "malformed");
}

function skipSpace(body: Buffer, from: number): number {
  let at = from;
  for (let byte = body[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = body[at]) at += 1;
  return at;
}

/** From the opening quote to behind the closing one. */
function skipString(body: Buffer, from: number): number {
  for (let quote = body.indexOf(QUOTE, from + 1); quote !== -1; quote = body.indexOf(QUOTE, quote + 1)) {
    let slashes = 0;
    while (body[quote - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  throw malformed("a text does not end", from);
}

function textOf(body: Buffer, from: number, to: number): string {
  const raw = body.toString("utf8", from, to);
  try {
    return JSON.parse(raw) as string;
  } catch {
    throw malformed("a key is broken", from);
  }
}

/** From a value's first byte to behind its last one; brackets must close in the order in which they opened. */
function skipValue(body: Buffer, from: number): number {
  const open: number[] = [];
  let at = from;
  for (;;) {
    const byte = body[at];
    if (byte === undefined) throw malformed("it ends too early", from);
    if (byte === QUOTE) at = skipString(body, at);
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (open.push(byte + 2) > MAX_DEPTH) throw malformed("it is nested too deeply", at);
      at += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (open.length === 0 && at > from) return at;
      if (open.pop() !== byte) throw malformed("a bracket does not match", at);
      at += 1;
    } else if (byte === COMMA && open.length === 0) {
      if (at === from) throw malformed("a value was expected", at);
      return at;
    } else {
      at += 1;
      continue;
    }
    if (open.length === 0) return at;
  }
}
