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
  block: ReplyBlock;
  pieces: Piece[];
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
  const block = blockFor(script);
  const whole = script.long && block.type === "text" ? longPieces(script.long.events) : piecesOf(block);
  const pieces = withinLimit(whole, request.max_tokens);
  const isCut = pieces.length < whole.length;
  const outputTokens = pieces.reduce((sum, piece) => sum + piece.tokens, 0);
  const search = script.searches > 0 && { server_tool_use: { web_search_requests: script.searches } };
  return {
    id: newVendorId("msg"),
    model: request.model,
    block: block.type === "text" ? { ...block, text: pieces.map((piece) => piece.text).join("") } : block,
    pieces,
    stopReason: isCut ? "max_tokens" : block.type === "tool_use" ? "tool_use" : "end_turn",
    usage: { ...usage, output_tokens: outputTokens, ...search },
  };
}

function blockFor({ next, lastResult, said }: Script): ReplyBlock {
  if (next) return { type: "tool_use", id: newVendorId("toolu"), name: next.tool, input: next.input };
  if (lastResult) {
    const what = lastResult.isError ? "The tool was refused or failed" : "The tool answered";
    return { type: "text", text: `${STAND_IN} ${what}: ${lastResult.text}` };
  }
  return { type: "text", text: `${STAND_IN} You wrote: ${said.slice(0, 2_000)}` };
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

function withinLimit(pieces: Piece[], maxTokens: number): Piece[] {
  let sum = 0;
  const end = pieces.findIndex((piece) => (sum += piece.tokens) > maxTokens);
  return end === -1 ? pieces : pieces.slice(0, end);
}

/** The answer to a request that did not ask for a stream. */
export function asMessage({ id, model, block, stopReason, usage }: Reply): unknown {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [block],
    stop_reason: stopReason,
    stop_sequence: null,
    usage,
  };
}

export type StreamEvent = { name: string; data: Record<string, unknown>; tokens: number };

/** The answer as the vendor streams it: what the input cost first, what the output cost last. */
export function* asEvents({ id, model, block, pieces, stopReason, usage }: Reply): Generator<StreamEvent> {
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
  const opening = block.type === "text" ? { type: "text", text: "" } : { ...block, input: {} };
  yield event("content_block_start", { index: 0, content_block: opening });
  yield event("ping", {});
  for (const { text, tokens } of pieces) {
    const delta =
      block.type === "text" ? { type: "text_delta", text } : { type: "input_json_delta", partial_json: text };
    yield event("content_block_delta", { index: 0, delta }, tokens);
  }
  yield event("content_block_stop", { index: 0 });
  const { service_tier: _, cache_creation: __, ...closing } = input;
  const total = { ...closing, output_tokens: usage.output_tokens, ...(search && { server_tool_use: search }) };
  yield event("message_delta", { delta: { stop_reason: stopReason, stop_sequence: null }, usage: total });
  yield event("message_stop", {});
}
