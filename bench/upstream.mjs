import { createServer } from "node:http";

/**
 * A model that answers at once: what is left to measure is the way there and back. `?stream` in the body's own flag; an
 * answer has 60 events of about 150 bytes, or one document of 1.2 KB. One process, as small as it can be.
 */
const usage = {
  input_tokens: 12,
  cache_creation_input_tokens: 900,
  cache_read_input_tokens: 11_000,
  output_tokens: 60,
};
const event = (name, data) => `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;
const message = {
  id: "msg_bench",
  type: "message",
  role: "assistant",
  model: "claude-opus-5-5",
  stop_reason: "end_turn",
};

const delta = event("content_block_delta", { index: 0, delta: { type: "text_delta", text: "so many words to say " } });
const STREAM = Buffer.from(
  event("message_start", { message: { ...message, content: [], usage } }) +
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }) +
    delta.repeat(60) +
    event("content_block_stop", { index: 0 }) +
    event("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 60 } }) +
    event("message_stop", {}),
);
const DOCUMENT = Buffer.from(
  JSON.stringify({ ...message, content: [{ type: "text", text: "so many words to say ".repeat(50) }], usage }),
);
const STREAM_FLAG = Buffer.from('"stream":true');
const PIECE = Math.ceil(STREAM.length / 6);

const server = createServer((request, response) => {
  let last = Buffer.alloc(0);
  request.on("data", (chunk) => {
    last = chunk;
  });
  request.once("end", () => {
    if (last.includes(STREAM_FLAG)) {
      response.writeHead(200, { "content-type": "text/event-stream", "request-id": "req_bench" });
      for (let at = 0; at < STREAM.length; at += PIECE) response.write(STREAM.subarray(at, at + PIECE));
      response.end();
      return;
    }
    response.writeHead(200, { "content-type": "application/json", "content-length": DOCUMENT.length });
    response.end(DOCUMENT);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  process.send?.({ port: server.address().port });
});
