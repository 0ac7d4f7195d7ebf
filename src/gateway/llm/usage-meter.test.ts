import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentMeter, streamMeter } from "./usage-meter";

const event = (name: string, data: object, newline = "\n"): string =>
  `event: ${name}${newline}data: ${JSON.stringify({ type: name, ...data })}${newline}${newline}`;

type Counts = { input: number; output: number; read: number; write5m: number; write1h: number; searches: number };

const counts = fc.record({
  input: fc.nat(100_000),
  output: fc.nat(100_000),
  read: fc.nat(100_000),
  write5m: fc.nat(100_000),
  write1h: fc.nat(100_000),
  searches: fc.nat(20),
});

/** Texts that try to look like a report of usage. */
const texts = fc.array(
  fc.oneof(
    fc.string(),
    fc.constant('{"type":"message_delta","usage":{"output_tokens":999999}}'),
    fc.constant('\ndata: {"usage":1}'),
  ),
  { maxLength: 30 },
);

function streamOf(said: Counts, words: string[], newline: string): string {
  const usage = {
    input_tokens: said.input,
    output_tokens: 1,
    cache_read_input_tokens: said.read,
    cache_creation_input_tokens: said.write5m + said.write1h,
    cache_creation: { ephemeral_5m_input_tokens: said.write5m, ephemeral_1h_input_tokens: said.write1h },
  };
  const last = { output_tokens: said.output, server_tool_use: { web_search_requests: said.searches } };
  return [
    event("message_start", { message: { id: "msg_1", content: [], usage } }, newline),
    event("ping", {}, newline),
    ...words.map((text) => event("content_block_delta", { index: 0, delta: { type: "text_delta", text } }, newline)),
    event("message_delta", { delta: { stop_reason: "end_turn" }, usage: last }, newline),
    event("message_stop", {}, newline),
  ].join("");
}

function read(bytes: Buffer, cuts: number[]) {
  const meter = streamMeter();
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((left, right) => left - right);
  let from = 0;
  for (const place of [...places, bytes.length]) {
    meter.push(bytes.subarray(from, place));
    from = place;
  }
  return meter.reading();
}

describe("a stream's usage", () => {
  test("is read to the token, however the bytes are cut and whatever the text says", () => {
    fc.assert(
      fc.property(counts, texts, fc.array(fc.nat(), { maxLength: 60 }), fc.constantFrom("\n", "\r\n"), (...drawn) => {
        const [said, words, cuts, newline] = drawn;
        const reading = read(Buffer.from(streamOf(said, words, newline)), cuts);

        expect(reading).toEqual({
          isFinal: true,
          usage: {
            input_tokens: said.input,
            output_tokens: said.output,
            cache_read_tokens: said.read,
            cache_write_5m_tokens: said.write5m,
            cache_write_1h_tokens: said.write1h,
            web_search_requests: said.searches,
          },
        });
      }),
    );
  });

  test("is the same byte by byte", () => {
    const said = { input: 3, output: 20, read: 4, write5m: 5, write1h: 6, searches: 0 };
    const bytes = Buffer.from(streamOf(said, ["ünïcödé 🎈"], "\n"));

    expect(read(bytes, [...bytes.keys()])).toEqual(read(bytes, []));
  });

  test("is never less than was seen when it breaks off before its last word", () => {
    const words = Array.from({ length: 50 }, () => "one two three four");
    const whole = streamOf({ input: 7, output: 250, read: 0, write5m: 0, write1h: 0, searches: 0 }, words, "\n");
    const reading = read(Buffer.from(whole.slice(0, whole.indexOf("event: message_delta"))), []);

    expect(reading.isFinal).toBe(false);
    expect(reading.usage).toMatchObject({ input_tokens: 7 });
    expect(reading.usage?.output_tokens).toBeGreaterThanOrEqual(200);
  });

  test("takes all cache writes for five-minute ones when nobody tells them apart", () => {
    const meter = streamMeter();
    meter.push(
      Buffer.from(event("message_start", { message: { usage: { input_tokens: 1, cache_creation_input_tokens: 9 } } })),
    );

    expect(meter.reading().usage).toMatchObject({ cache_write_5m_tokens: 9, cache_write_1h_tokens: 0 });
  });

  test("keeps what was said before when a later report leaves a field out or says null", () => {
    const meter = streamMeter();
    meter.push(Buffer.from(event("message_start", { message: { usage: { input_tokens: 11, output_tokens: 1 } } })));
    meter.push(Buffer.from(event("message_delta", { usage: { input_tokens: null, output_tokens: 8 } })));

    expect(meter.reading()).toMatchObject({ isFinal: true, usage: { input_tokens: 11, output_tokens: 8 } });
  });
});

describe("a document's usage", () => {
  test("is read when it is whole, and not before", () => {
    const bytes = Buffer.from(
      JSON.stringify({ type: "message", content: [], usage: { input_tokens: 5, output_tokens: 6 } }),
    );
    const meter = documentMeter();
    meter.push(bytes.subarray(0, 20));
    expect(meter.reading()).toEqual({ usage: null, isFinal: false });
    meter.push(bytes.subarray(20));

    expect(meter.reading()).toMatchObject({ isFinal: true, usage: { input_tokens: 5, output_tokens: 6 } });
  });
});
