import { createHash } from "node:crypto";
import { blocksOf, type CountTokensRequest, type MessagesRequest } from "./request";

/** What the vendor would charge for, in its own words. */
export type Usage = {
  input_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
  output_tokens: number;
  server_tool_use?: { web_search_requests: number };
  service_tier: "standard";
};

const CHARACTERS_PER_TOKEN = 4;
/** Shorter prefixes are not cached: the vendor's own minimum for most models. */
const SMALLEST_CACHED_TOKENS = 1_024;
const LIFETIME_MS = { "5m": 300_000, "1h": 3_600_000 };
const MOST_PREFIXES = 20_000;

export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

type Piece = { text: string; ttl: "5m" | "1h" | null };

function piecesOf(request: CountTokensRequest): Piece[] {
  const parts = [
    ...(request.tools ?? []),
    ...blocksOf(request.system),
    ...request.messages.flatMap((message) => blocksOf(message.content)),
  ];
  return parts.map((part) => {
    // Where the mark stands is no part of what is cached: it moves along as a conversation grows.
    const { cache_control: mark, ...rest } = part;
    return { text: JSON.stringify(rest), ttl: mark ? (mark.ttl ?? "5m") : null };
  });
}

export function inputTokens(request: CountTokensRequest): number {
  return piecesOf(request).reduce((sum, piece) => sum + tokensOf(piece.text), 0);
}

/**
 * Prompt caching as the vendor does it: what stands before a `cache_control` mark is written once at the price of its
 * lifetime and read by every later request that begins with the same text, each reading renewing it.
 */
export class PromptCache {
  private readonly prefixes = new Map<string, number>();

  /** The charges of one request's input, which from now on is cached itself. */
  charge(request: MessagesRequest, nowMs: number): Usage {
    let tokens = 0;
    let read = 0;
    let covered = 0;
    const written = { "5m": 0, "1h": 0 };
    const digest = createHash("sha256").update(request.model);
    for (const piece of piecesOf(request)) {
      tokens += tokensOf(piece.text);
      digest.update(piece.text).update("\0");
      if (piece.ttl === null || tokens < SMALLEST_CACHED_TOKENS) continue;
      const key = digest.copy().digest("base64");
      const isKnown = (this.prefixes.get(key) ?? 0) > nowMs;
      if (isKnown) {
        read = tokens;
        written["5m"] = written["1h"] = 0;
      } else written[piece.ttl] += tokens - covered;
      covered = tokens;
      this.remember(key, nowMs + LIFETIME_MS[piece.ttl]);
    }
    return {
      input_tokens: tokens - covered,
      cache_creation_input_tokens: written["5m"] + written["1h"],
      cache_read_input_tokens: read,
      cache_creation: { ephemeral_5m_input_tokens: written["5m"], ephemeral_1h_input_tokens: written["1h"] },
      output_tokens: 0,
      service_tier: "standard",
    };
  }

  clear(): void {
    this.prefixes.clear();
  }

  private remember(key: string, untilMs: number): void {
    this.prefixes.delete(key);
    this.prefixes.set(key, untilMs);
    if (this.prefixes.size <= MOST_PREFIXES) return;
    const [oldest] = this.prefixes.keys();
    if (oldest !== undefined) this.prefixes.delete(oldest);
  }
}
