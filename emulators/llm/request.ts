import { z } from "zod";

const Ttl = z.object({ type: z.string(), ttl: z.enum(["5m", "1h"]).optional() }).loose();
const Block = z.object({ type: z.string(), text: z.string().optional(), cache_control: Ttl.nullish() }).loose();
const Content = z.union([z.string(), z.array(Block)]);
const Message = z.object({ role: z.enum(["user", "assistant", "system"]), content: Content }).loose();

/** The part of a Messages request that the stand-in reads; everything else passes unseen, as with the vendor's betas. */
export const MessagesRequest = z
  .object({
    model: z.string().min(1),
    max_tokens: z.number().int().min(1),
    messages: z.array(Message).min(1),
    system: Content.optional(),
    tools: z.array(z.object({ name: z.string().optional(), cache_control: Ttl.nullish() }).loose()).optional(),
    stream: z.boolean().optional(),
  })
  .loose();

export type MessagesRequest = z.output<typeof MessagesRequest>;
export type Block = z.output<typeof Block>;

/** Counting tokens needs no answer's length, so that call comes without `max_tokens`. */
export const CountTokensRequest = MessagesRequest.omit({ max_tokens: true });
export type CountTokensRequest = z.output<typeof CountTokensRequest>;

export function blocksOf(content: string | Block[] | undefined): Block[] {
  if (content === undefined) return [];
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** The vendor's words for the first thing wrong with a body: `max_tokens: Field required`. */
export function complaint(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join(".") ?? "";
  const message = issue?.code === "invalid_type" && issue.input === undefined ? "Field required" : issue?.message;
  return path === "" ? String(message) : `${path}: ${String(message)}`;
}
