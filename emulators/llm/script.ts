import { blocksOf, type Block, type MessagesRequest } from "./request";

export type ToolStep = { tool: string; input: unknown };

/** How an answer goes wrong. `after` counts the content events sent first; without it nothing is sent before. */
export type Fault =
  | { kind: "status"; status: number; retryAfterSeconds: number | null; shouldRetry: boolean | null }
  | { kind: "reset" | "truncate" | "error"; after: number }
  | { kind: "slow"; ms: number };

/** What the newest prompt tells the stand-in to do. */
export type Script = {
  /** The person's words, without the client's reminders and without the instructions to us. */
  said: string;
  /** What to call now: one tool, or with `[[together]]` all that are left. */
  next: ToolStep[];
  lastResult: { text: string; isError: boolean } | null;
  faults: Fault[];
  /** A stream of so many content events of one token each, so many milliseconds apart. */
  long: { events: number; delayMs: number } | null;
  searches: number;
};

const REMINDER = /<system-reminder>[\s\S]*?<\/system-reminder>/g;
const FAULT = /\[\[fault:(\w+)((?:\s+[\w-]+=[\w.]+)*)\s*\]\]/g;
const LONG = /\[\[events:(\d+)(?:\s+delay=(\d+))?\s*\]\]/;
const SEARCHES = /\[\[search:(\d+)\s*\]\]/;
const TOOL = /\[\[tool:([\w-]+)\s*/g;
const TOGETHER = "[[together]]";
const INSTRUCTION = /\[\[(?:(?:fault|events|search):[^\]]*|together)\]\]/g;
const MOST_EVENTS = 1_000_000;

/**
 * Reads what a conversation asks of the stand-in. The prompt is the newest user message that carries no tool result;
 * tool steps already answered since then are done, so a prompt with two steps gives two tool calls in turn.
 */
export function readScript(request: MessagesRequest): Script {
  const turns = request.messages.filter((message) => message.role !== "system");
  const isPrompt = (turn: (typeof turns)[number]): boolean =>
    turn.role === "user" && !blocksOf(turn.content).some((block) => block.type === "tool_result");
  const promptAt = turns.findLastIndex(isPrompt);
  const prompt = blocksOf(turns[promptAt]?.content)
    .map((block) => block.text ?? "")
    .join("\n")
    .replace(REMINDER, "");
  const since = turns.slice(promptAt + 1).flatMap((turn) => blocksOf(turn.content));
  const done = since.filter((block) => block.type === "tool_use").length;
  const { steps, rest } = readTools(prompt);
  const long = LONG.exec(rest);
  return {
    said: rest.replace(INSTRUCTION, "").trim(),
    next: rest.includes(TOGETHER) ? steps.slice(done) : steps.slice(done, done + 1),
    lastResult: lastResultOf(since),
    faults: [...rest.matchAll(FAULT)].map(([, kind = "", options = ""]) => readFault(kind, readOptions(options))),
    long: long && { events: Math.min(Number(long[1]), MOST_EVENTS), delayMs: Number(long[2] ?? 0) },
    searches: Number(SEARCHES.exec(rest)?.[1] ?? 0),
  };
}

function readOptions(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w-]+)=([\w.]+)/g)].map(([, key = "", value = ""]) => [key, value]));
}

/** `429`, `529`, `500` and any other status; `reset`, `truncate`, `error` with `after=N`; `slow` with `ms=N`. */
export function readFault(kind: string, options: Record<string, string>): Fault {
  if (kind === "reset" || kind === "truncate" || kind === "error")
    return { kind, after: Number(options["after"] ?? 0) };
  if (kind === "slow") return { kind, ms: Number(options["ms"] ?? 3_000) };
  const shouldRetry = options["should-retry"];
  return {
    kind: "status",
    status: /^[45]\d\d$/.test(kind) ? Number(kind) : 500,
    retryAfterSeconds: options["retry-after"] === undefined ? null : Number(options["retry-after"]),
    shouldRetry: shouldRetry === undefined ? null : shouldRetry === "true",
  };
}

/** A step's input is JSON and may hold `]]` itself: the step ends at the first `]]` before which the JSON is whole. */
function readTools(prompt: string): { steps: ToolStep[]; rest: string } {
  const steps: ToolStep[] = [];
  let rest = "";
  let from = 0;
  for (const match of prompt.matchAll(TOOL)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    const found = readInput(prompt, start);
    if (!found) continue;
    steps.push({ tool: match[1] ?? "", input: found.input });
    rest += prompt.slice(from, match.index);
    from = found.end;
  }
  return { steps, rest: rest + prompt.slice(from) };
}

function readInput(prompt: string, start: number): { input: unknown; end: number } | null {
  for (let end = prompt.indexOf("]]", start); end !== -1; end = prompt.indexOf("]]", end + 1)) {
    const text = prompt.slice(start, end).trim();
    if (text === "") return { input: {}, end: end + 2 };
    try {
      return { input: JSON.parse(text) as unknown, end: end + 2 };
    } catch {
      // Not whole yet: the `]]` belongs to the JSON.
    }
  }
  return null;
}

function lastResultOf(blocks: Block[]): Script["lastResult"] {
  const last = blocks.findLast((block) => block.type === "tool_result");
  if (!last) return null;
  const content = last["content"];
  const parts = Array.isArray(content) ? (content as Block[]) : [];
  const text = typeof content === "string" ? content : parts.map((part) => part.text ?? `(${part.type})`).join("\n");
  return { text: text.slice(0, 4_000), isError: last["is_error"] === true };
}
