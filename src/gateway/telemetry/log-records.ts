import { z } from "zod";
import { readFields } from "./protobuf";

export type AttributeValue = string | number | boolean;

/** One log record of an agent program: the event's name and its flat attributes, the resource's included. */
export type LogRecord = { event: string; attributes: Map<string, AttributeValue> };

/** What a machine may be running besides the agent is none of our business. Source: OpenTelemetry's process resource. */
const PRIVATE = /^process\.(?:command|command_line|command_args|owner)$/;

const JsonValue = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const JsonAttributes = z
  .array(z.object({ key: z.string(), value: JsonValue.optional().catch(undefined) }))
  .optional()
  .default([]);
const JsonLogs = z.object({
  resourceLogs: z
    .array(
      z.object({
        resource: z.object({ attributes: JsonAttributes }).optional(),
        scopeLogs: z
          .array(
            z.object({
              logRecords: z
                .array(z.object({ body: JsonValue.optional().catch(undefined), attributes: JsonAttributes }))
                .optional()
                .default([]),
            }),
          )
          .optional()
          .default([]),
      }),
    )
    .optional()
    .default([]),
});

type Pair = [string, AttributeValue];

function toRecord(pairs: Pair[], body: AttributeValue | null): LogRecord {
  const attributes = new Map(pairs.filter(([key]) => !PRIVATE.test(key)));
  const named = attributes.get("event.name") ?? body ?? "";
  return { event: String(named).replace(/^claude_code\./, ""), attributes };
}

function fromJson(value: z.output<typeof JsonValue> | undefined): AttributeValue | null {
  if (value === undefined) return null;
  const { stringValue, intValue, doubleValue, boolValue } = value;
  return stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? boolValue ?? null;
}

function jsonPairs(attributes: z.output<typeof JsonAttributes>): Pair[] {
  return attributes.flatMap(({ key, value }): Pair[] => {
    const read = fromJson(value);
    return read === null ? [] : [[key, read]];
  });
}

/** Reads `ExportLogsServiceRequest` in OTLP's JSON encoding. Throws on what is no such document. */
export function readJsonLogs(text: string): LogRecord[] {
  const { resourceLogs } = JsonLogs.parse(JSON.parse(text));
  return resourceLogs.flatMap(({ resource, scopeLogs }) => {
    const common = jsonPairs(resource?.attributes ?? []);
    return scopeLogs.flatMap(({ logRecords }) =>
      logRecords.map(({ body, attributes }) => toRecord([...common, ...jsonPairs(attributes)], fromJson(body))),
    );
  });
}

/** Field numbers of opentelemetry-proto 1: logs, resource and common. */
const REQUEST_RESOURCE_LOGS = 1;
const RESOURCE_LOGS = { resource: 1, scopeLogs: 2 };
const RESOURCE_ATTRIBUTES = 1;
const SCOPE_LOGS_RECORDS = 2;
const RECORD = { body: 5, attributes: 6 };
const KEY_VALUE = { key: 1, value: 2 };
const ANY_VALUE = { string: 1, bool: 2, int: 3, double: 4 };

function messages(buffer: Buffer, number: number): Buffer[] {
  return [...readFields(buffer)].flatMap((field) =>
    field.kind === "bytes" && field.number === number ? [field.value] : [],
  );
}

function anyValue(buffer: Buffer): AttributeValue | null {
  for (const field of readFields(buffer)) {
    if (field.number === ANY_VALUE.string && field.kind === "bytes") return field.value.toString("utf8");
    if (field.number === ANY_VALUE.bool && field.kind === "varint") return field.value !== 0n;
    if (field.number === ANY_VALUE.int && field.kind === "varint") return Number(BigInt.asIntN(64, field.value));
    if (field.number === ANY_VALUE.double && field.kind === "fixed") return field.value.readDoubleLE();
  }
  return null;
}

function protobufPairs(buffer: Buffer, number: number): Pair[] {
  return messages(buffer, number).flatMap((pair): Pair[] => {
    const key = messages(pair, KEY_VALUE.key)[0]?.toString("utf8");
    const held = messages(pair, KEY_VALUE.value)[0];
    const value = held && anyValue(held);
    return key === undefined || value === undefined || value === null ? [] : [[key, value]];
  });
}

/** Reads `ExportLogsServiceRequest` in OTLP's protobuf encoding. Throws on what is no such message. */
export function readProtobufLogs(buffer: Buffer): LogRecord[] {
  return messages(buffer, REQUEST_RESOURCE_LOGS).flatMap((resourceLogs) => {
    const common = messages(resourceLogs, RESOURCE_LOGS.resource).flatMap((resource) =>
      protobufPairs(resource, RESOURCE_ATTRIBUTES),
    );
    return messages(resourceLogs, RESOURCE_LOGS.scopeLogs)
      .flatMap((scopeLogs) => messages(scopeLogs, SCOPE_LOGS_RECORDS))
      .map((record) => {
        const body = messages(record, RECORD.body)[0];
        return toRecord([...common, ...protobufPairs(record, RECORD.attributes)], body ? anyValue(body) : null);
      });
  });
}
