import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { clientEvents } from "./client-events";
import { readJsonLogs, readProtobufLogs } from "./log-records";

/** Writes protobuf as the exporter does, for the few shapes that logs have. Source: protobuf.dev, "Encoding". */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  do {
    bytes.push((left % 128) | (left >= 128 ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.from(bytes);
}
const bytesField = (number: number, value: Buffer | string): Buffer => {
  const body = Buffer.from(value);
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
};
const text = (value: string): Buffer => bytesField(1, value);
const whole = (value: number): Buffer => Buffer.concat([varint(3 * 8), varint(value)]);
const truth = (value: boolean): Buffer => Buffer.concat([varint(2 * 8), varint(value ? 1 : 0)]);
const double = (value: number): Buffer => {
  const body = Buffer.alloc(8);
  body.writeDoubleLE(value);
  return Buffer.concat([varint(4 * 8 + 1), body]);
};
const pair = (field: number, key: string, value: Buffer): Buffer =>
  bytesField(field, Buffer.concat([bytesField(1, key), bytesField(2, value)]));

function request(resource: Buffer[], records: Buffer[]): Buffer {
  const scopeLogs = Buffer.concat(records.map((record) => bytesField(2, record)));
  return bytesField(1, Buffer.concat([bytesField(1, Buffer.concat(resource)), bytesField(2, scopeLogs)]));
}

const SESSION = "2ba71a8e-2b1b-44fe-b5ec-05b784752c6d";
const record = Buffer.concat([
  Buffer.concat([varint(1 * 8 + 1), Buffer.alloc(8, 1)]),
  bytesField(5, text("claude_code.tool_decision")),
  pair(6, "event.name", text("tool_decision")),
  pair(6, "session.id", text(SESSION)),
  pair(6, "tool_name", text("Bash")),
  pair(6, "decision", text("reject")),
  pair(6, "source", text("hook")),
  pair(6, "tool_parameters", text("rm -rf /")),
  pair(6, "attempt", whole(300)),
  pair(6, "ratio", double(0.5)),
  pair(6, "is_last", truth(true)),
]);

describe("OTLP logs", () => {
  test("are read from protobuf, the resource's attributes with each record's, numbers of every shape", () => {
    const [read] = readProtobufLogs(
      request(
        [pair(1, "service.name", text("claude-code")), pair(1, "process.command_args", text("--secret"))],
        [record],
      ),
    );

    expect(read?.event).toBe("tool_decision");
    expect(Object.fromEntries(read?.attributes ?? [])).toMatchObject({
      "service.name": "claude-code",
      tool_name: "Bash",
      attempt: 300,
      ratio: 0.5,
      is_last: true,
    });
    expect(read?.attributes.has("process.command_args")).toBe(false);
  });

  test("are read from JSON, numbers as numbers or as text", () => {
    const document = {
      resourceLogs: [
        {
          resource: { attributes: [{ key: "service.version", value: { stringValue: "2.1.330" } }] },
          scopeLogs: [
            {
              logRecords: [
                {
                  body: { stringValue: "claude_code.api_error" },
                  attributes: [
                    { key: "status_code", value: { intValue: "429" } },
                    { key: "attempt", value: { intValue: 2 } },
                    { key: "odd", value: { kvlistValue: { values: [] } } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    };

    const [read] = readJsonLogs(JSON.stringify(document));

    expect(read?.event).toBe("api_error");
    expect(Object.fromEntries(read?.attributes ?? [])).toEqual({
      "service.version": "2.1.330",
      status_code: 429,
      attempt: 2,
    });
  });

  test.each([Buffer.from([0x0a, 0xff]), Buffer.from("no protobuf at all, certainly"), Buffer.from([0x0a, 0x05, 0x01])])(
    "that are no such message are refused, not guessed at",
    (bytes) => {
      expect(() => readProtobufLogs(bytes)).toThrow();
    },
  );
});

test("tool decisions and API errors are kept, what a tool was called with is not, all else is dropped", () => {
  const other = Buffer.concat([
    bytesField(5, text("claude_code.user_prompt")),
    pair(6, "prompt", text("secret plans")),
  ]);
  const records = readProtobufLogs(request([pair(1, "service.name", text("claude-code"))], [record, other]));

  const events = clientEvents(records);

  expect(events).toEqual([
    {
      type: "client.tool_decision",
      sessionId: SESSION,
      clientName: "claude-code",
      clientVersion: null,
      payload: { tool_name: "Bash", decision: "reject", source: "hook" },
    },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/rm -rf|secret/);
});

test("this repository's own package is no log", () => {
  expect(() => readJsonLogs(readFileSync("package.json", "utf8"))).not.toThrow();
  expect(readJsonLogs(readFileSync("package.json", "utf8"))).toEqual([]);
});
