import { z } from "zod";
import type { Usage } from "@/features/prices/server";

/** What the vendor says a call used. Every field may be missing, and those after the first report may be null. */
const Count = z.number().nonnegative().nullish();
const VendorUsage = z.object({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_input_tokens: Count,
  cache_creation_input_tokens: Count,
  cache_creation: z.object({ ephemeral_5m_input_tokens: Count, ephemeral_1h_input_tokens: Count }).nullish(),
  server_tool_use: z.object({ web_search_requests: Count }).nullish(),
});
const Report = z.object({
  type: z.string(),
  usage: VendorUsage.nullish(),
  message: z.object({ usage: VendorUsage.nullish() }).nullish(),
});

const NEEDLE = Buffer.from('"usage"');
const NEWLINE = 0x0a;
/** Longer lines are content, which no report of usage is. */
const MAX_LINE = 1024 * 1024;
/** A whole answer that is no stream is kept to be read at its end; a larger one is settled as an estimate. */
const MAX_JSON = 16 * 1024 * 1024;
/** What one content event carries besides its text. Source: the vendor's event stream. */
const EVENT_FRAME_BYTES = 110;
const BYTES_PER_TOKEN = 3;

/** Reads what a call used while its answer passes by. */
export type UsageMeter = {
  /** Takes the next piece of the answer, however it was cut. */
  push(chunk: Buffer): void;
  /** What has been seen so far. */
  reading(): Reading;
};

export type Reading = {
  usage: Usage | null;
  /** False while the last word on the output has not been said: then `usage` is what was seen, and an estimate. */
  isFinal: boolean;
};

function toUsage(seen: z.output<typeof VendorUsage>): Usage {
  const written = seen.cache_creation_input_tokens ?? 0;
  const hour = seen.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    input_tokens: seen.input_tokens ?? 0,
    output_tokens: seen.output_tokens ?? 0,
    cache_read_tokens: seen.cache_read_input_tokens ?? 0,
    cache_write_5m_tokens: seen.cache_creation?.ephemeral_5m_input_tokens ?? Math.max(0, written - hour),
    cache_write_1h_tokens: hour,
    web_search_requests: seen.server_tool_use?.web_search_requests ?? 0,
  };
}

/** Counts are cumulative, so a later report replaces an earlier one, field by field. */
function merged(
  before: z.output<typeof VendorUsage> | null,
  report: z.output<typeof VendorUsage>,
): z.output<typeof VendorUsage> {
  const said = Object.entries(report).filter(([, value]) => value !== null && value !== undefined);
  return { ...before, ...(Object.fromEntries(said) as z.output<typeof VendorUsage>) };
}

/**
 * For an event stream: looks only at the lines that mention usage, `message_start` and `message_delta`, and keeps
 * nothing of the rest. An answer that breaks off before its `message_delta` is counted by what was seen of it.
 */
export function streamMeter(): UsageMeter {
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let seen: z.output<typeof VendorUsage> | null = null;
  let isFinal = false;
  let contentBytes = 0;
  let events = 0;

  const readLine = (line: string): void => {
    if (!line.startsWith("data:")) return;
    const report = Report.safeParse(tryJson(line.slice(5)));
    if (!report.success) return;
    const usage = report.data.usage ?? report.data.message?.usage;
    if (!usage) return;
    seen = merged(seen, usage);
    if (report.data.type === "message_delta") isFinal = true;
  };

  const readBlock = (block: Buffer): void => {
    for (let hit = block.indexOf(NEEDLE); hit !== -1;) {
      const start = block.lastIndexOf(NEWLINE, hit) + 1;
      const newline = block.indexOf(NEWLINE, hit);
      const end = newline === -1 ? block.length : newline;
      readLine(block.toString("utf8", start, end).trimEnd());
      hit = block.indexOf(NEEDLE, end);
    }
  };

  return {
    push(chunk) {
      contentBytes += chunk.length;
      for (let at = chunk.indexOf("event:"); at !== -1; at = chunk.indexOf("event:", at + 6)) events += 1;
      const last = chunk.lastIndexOf(NEWLINE);
      if (last === -1) {
        if (tailBytes < MAX_LINE) tail.push(Buffer.from(chunk));
        tailBytes += chunk.length;
        return;
      }
      const block = chunk.subarray(0, last + 1);
      readBlock(tail.length === 0 ? block : Buffer.concat([...tail, block]));
      const rest = chunk.subarray(last + 1);
      tail = rest.length === 0 ? [] : [Buffer.from(rest)];
      tailBytes = rest.length;
    },
    reading() {
      if (seen === null) return { usage: null, isFinal: false };
      const usage = toUsage(seen);
      if (isFinal) return { usage, isFinal };
      const text = Math.max(0, contentBytes - EVENT_FRAME_BYTES * events);
      const output = Math.max(usage.output_tokens ?? 0, events, Math.ceil(text / BYTES_PER_TOKEN));
      return { usage: { ...usage, output_tokens: output }, isFinal };
    },
  };
}

/** For an answer that is one JSON document: read when it is whole. */
export function documentMeter(): UsageMeter {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    push(chunk) {
      size += chunk.length;
      if (size <= MAX_JSON) chunks.push(chunk);
    },
    reading() {
      const report = size > MAX_JSON ? null : Report.safeParse(tryJson(Buffer.concat(chunks).toString("utf8")));
      const usage = report?.success === true ? report.data.usage : null;
      return usage ? { usage: toUsage(usage), isFinal: true } : { usage: null, isFinal: false };
    },
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
