import { randomBytes } from "node:crypto";
import type { MessagesRequest } from "./request";
import type { Script } from "./script";
import { tokensOf, type Usage } from "./usage";

export type ReplyBlock =
  { type: "text"; text: string } | { type: "tool_use"; id: string; name: string; input: unknown };

/** One piece of an answer's content, and how many output tokens it has cost when it is sent. */
export type Piece = { text: string; tokens: number };

export type Reply = {
  id: string;
  model: string;
  blocks: { block: ReplyBlock; pieces: Piece[] }[];
  stopReason: "end_turn" | "tool_use" | "max_tokens";
  usage: Usage;
};

const PIECE_CHARACTERS = 24;
const STAND_IN = "This is Steward's stand-in for Anthropic: no model reads or writes here.";

function newVendorId(prefix: string): string {
  return `${prefix}_01${randomBytes(16).toString("hex").slice(0, 22)}`;
}

export function newRequestId(): string {
  return newVendorId("req");
}

/** The whole answer to a request, before a byte of it is sent. `usage` is the input's; the output is added to it. */
export function composeReply(request: MessagesRequest, script: Script, usage: Usage): Reply {
  const whole = blocksFor(script).map((block) => ({
    block,
    pieces: script.long && block.type === "text" ? longPieces(script.long.events) : piecesOf(block),
  }));
  const blocks = withinLimit(whole, request.max_tokens);
  const count = (list: Reply["blocks"]): number => list.reduce((sum, { pieces }) => sum + pieces.length, 0);
  const isCut = count(blocks) < count(whole);
  const outputTokens = blocks.flatMap(({ pieces }) => pieces).reduce((sum, piece) => sum + piece.tokens, 0);
  const search = script.searches > 0 && { server_tool_use: { web_search_requests: script.searches } };
  return {
    id: newVendorId("msg"),
    model: request.model,
    blocks,
    stopReason: isCut ? "max_tokens" : script.next.length > 0 ? "tool_use" : "end_turn",
    usage: { ...usage, output_tokens: outputTokens, ...search },
  };
}

function blocksFor({ next, lastResult, said }: Script): ReplyBlock[] {
  if (next.length > 0) {
    return next.map(({ tool, input }) => ({ type: "tool_use", id: newVendorId("toolu"), name: tool, input }));
  }
  if (lastResult) {
    const what = lastResult.isError ? "The tool was refused or failed" : "The tool answered";
    return [{ type: "text", text: `${STAND_IN} ${what}: ${lastResult.text}` }];
  }
  return [{ type: "text", text: `${STAND_IN} You wrote: ${said.slice(0, 2_000)}` }];
}

function piecesOf(block: ReplyBlock): Piece[] {
  const text = block.type === "text" ? block.text : JSON.stringify(block.input);
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
    const part = text.slice(at, at + PIECE_CHARACTERS);
    pieces.push({ text: part, tokens: tokensOf(part) });
  }
  return pieces;
}

function longPieces(events: number): Piece[] {
  return Array.from({ length: events }, (_, index) => ({ text: `${index + 1} `, tokens: 1 }));
}

/** As much of an answer as `max_tokens` lets through; a text that is cut says less. */
function withinLimit(whole: Reply["blocks"], maxTokens: number): Reply["blocks"] {
  let sum = 0;
  return whole.map(({ block, pieces: all }) => {
    const pieces = all.filter((piece) => (sum += piece.tokens) <= maxTokens);
    return block.type === "text"
      ? { block: { ...block, text: pieces.map(({ text }) => text).join("") }, pieces }
      : { block, pieces };
  });
}

/** The answer to a request that did not ask for a stream. */
export function asMessage({ id, model, blocks, stopReason, usage }: Reply): unknown {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: blocks.map(({ block }) => block),
    stop_reason: stopReason,
    stop_sequence: null,
    usage,
  };
}

export type StreamEvent = { name: string; data: Record<string, unknown>; tokens: number };

/** The answer as the vendor streams it: what the input cost first, what the output cost last. */
export function* asEvents({ id, model, blocks, stopReason, usage }: Reply): Generator<StreamEvent> {
  const event = (name: string, data: Record<string, unknown>, tokens = 0): StreamEvent => ({
    name,
    data: { type: name, ...data },
    tokens,
  });
  const { server_tool_use: search, ...input } = usage;
  const message = {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  yield event("message_start", { message: { ...message, usage: { ...input, output_tokens: 1 } } });
  for (const [index, { block, pieces }] of blocks.entries()) {
    const isText = block.type === "text";
    yield event("content_block_start", {
      index,
      content_block: isText ? { type: "text", text: "" } : { ...block, input: {} },
    });
    if (index === 0) yield event("ping", {});
    for (const { text, tokens } of pieces) {
      const delta = isText ? { type: "text_delta", text } : { type: "input_json_delta", partial_json: text };
      yield event("content_block_delta", { index, delta }, tokens);
    }
    yield event("content_block_stop", { index });
  }
  const { service_tier: _, cache_creation: __, ...closing } = input;
  const total = { ...closing, output_tokens: usage.output_tokens, ...(search && { server_tool_use: search }) };
  yield event("message_delta", { delta: { stop_reason: stopReason, stop_sequence: null }, usage: total });
  yield event("message_stop", {});
}
