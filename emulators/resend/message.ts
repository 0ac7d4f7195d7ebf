import { z } from "zod";

const MAX_RECIPIENTS = 50;
const ADDRESS = /^(?:[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+|[^<>]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@localhost)$/;

const Addresses = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const Message = z.object({
  from: z.string(),
  to: Addresses,
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  cc: Addresses.optional(),
  bcc: Addresses.optional(),
  reply_to: Addresses.optional(),
  headers: z.record(z.string(), z.string()).optional(),
});
export type Message = z.output<typeof Message>;

/** A failure in Resend's own envelope. */
export type Refusal = { statusCode: number; name: string; message: string };

const refusal = (statusCode: number, name: string, message: string): Refusal => ({ statusCode, name, message });

/** Reads a mail as Resend would, or says what Resend would say. */
export function readMessage(body: unknown): Message | Refusal {
  const fields = z.record(z.string(), z.unknown()).safeParse(body);
  if (!fields.success) return refusal(422, "validation_error", "The request body is not valid JSON.");
  for (const name of ["from", "to", "subject"]) {
    if (fields.data[name] === undefined || fields.data[name] === "") {
      return refusal(422, "missing_required_field", `Missing \`${name}\` field.`);
    }
  }
  if (fields.data.html === undefined && fields.data.text === undefined) {
    return refusal(422, "missing_required_field", "Missing `html` or `text` field.");
  }
  const parsed = Message.safeParse(body);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "body");
    return refusal(422, "validation_error", `Invalid \`${field}\` field.`);
  }
  return checkAddresses(parsed.data);
}

const FORMAT = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";

function checkAddresses(message: Message): Message | Refusal {
  if (!ADDRESS.test(message.from)) return refusal(422, "invalid_from_address", `Invalid \`from\` field. ${FORMAT}`);
  for (const name of ["to", "cc", "bcc", "reply_to"] as const) {
    const list = message[name] ?? [];
    if (!list.every((address) => ADDRESS.test(address))) {
      return refusal(422, "validation_error", `Invalid \`${name}\` field. ${FORMAT}`);
    }
    if (list.length > MAX_RECIPIENTS) {
      return refusal(422, "validation_error", `The \`${name}\` field must have at most ${MAX_RECIPIENTS} items.`);
    }
  }
  return message;
}
