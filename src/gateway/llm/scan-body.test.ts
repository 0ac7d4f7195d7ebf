import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "./refusal";
import { scanBody } from "./scan-body";

const scan = (text: string) => scanBody(Buffer.from(text));
const complaint = (text: string): string => {
  try {
    scan(text);
    return "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${String(error.status)} ${error.message}`;
  }
};

test("finds what JSON.parse finds, whatever else the body holds and however it is written", () => {
  const others = fc.dictionary(
    fc.string().filter((key) => !["model", "max_tokens", "stream", "speed"].includes(key)),
    fc.jsonValue(),
  );
  const model = fc.string({ minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(others, model, fc.nat(), fc.boolean(), fc.nat(4), (...drawn) => {
      const [rest, name, maxTokens, stream, indent] = drawn;
      const body = { ...rest, model: name, max_tokens: maxTokens, stream };

      expect(scan(JSON.stringify(body, null, indent))).toEqual({
        model: name,
        maxTokens,
        isStream: stream,
        speed: null,
      });
    }),
  );
});

test("knows a key however it is escaped, so that nobody hides one", () => {
  expect(scan(String.raw`{"mod\u0065l":"claude-opus-5-5","max_tokens":1}`).model).toBe("claude-opus-5-5");
  expect(complaint(String.raw`{"model":"a","mod\u0065l":"b","max_tokens":1}`)).toMatch(/^400 model: stands twice/);
});

test("looks only at the top level", () => {
  const body = '{"messages":[{"model":"x","max_tokens":9}],"model":"claude-opus-5-5","max_tokens":5}';

  expect(scan(body)).toMatchObject({ model: "claude-opus-5-5", maxTokens: 5 });
});

test.each([
  ["", /not a JSON object/],
  ["[]", /not a JSON object/],
  ['{"model"', /colon was expected/],
  ['{"model":"a"', /comma was expected|ends too early/],
  ['{"model":"a",}', /key was expected/],
  ['{"model":"a"} x', /something follows/],
  ['{"a":[1}]}', /bracket does not match/],
  ['{"a":"never ends', /text does not end/],
  ['{"model":,"max_tokens":1}', /value was expected/],
  ['{"max_tokens":1}', /^400 model:/],
  ['{"model":7}', /^400 model:/],
  ['{"model":"a","max_tokens":"many"}', /^400 max_tokens:/],
  ['{"model":"a","max_tokens":1.5}', /^400 max_tokens:/],
  ['{"model":"a","stream":"yes"}', /^400 stream:/],
  [`{"a":${"[".repeat(2_000)}`, /nested too deeply/],
])("names what is wrong with %s", (text, expected) => {
  expect(complaint(text)).toMatch(expected);
});

test("a body of a megabyte is scanned in a few milliseconds", () => {
  const body = Buffer.from(JSON.stringify({ messages: 'x\\"'.repeat(300_000), model: "a", max_tokens: 1 }));
  const began = performance.now();

  scanBody(body);

  expect(performance.now() - began).toBeLessThan(500);
});
