/**
 * As much of the protocol buffers wire format as OTLP logs need: fields with a number, of one of four shapes. Source:
 * protobuf.dev, "Encoding".
 */
export type Field =
  | { number: number; kind: "varint"; value: bigint }
  | { number: number; kind: "fixed"; value: Buffer }
  | { number: number; kind: "bytes"; value: Buffer };

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

function readVarint(buffer: Buffer, from: number): { value: bigint; next: number } {
  let value = 0n;
  for (let place = 0; place < 10; place += 1) {
    const byte = buffer[from + place];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << BigInt(7 * place);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), next: from + place + 1 };
  }
  throw new Error("a number does not end");
}

function slice(buffer: Buffer, from: number, length: number): Buffer {
  if (from + length > buffer.length) throw new Error("a field is longer than its message");
  return buffer.subarray(from, from + length);
}

/** The fields of one message, in order. Throws on bytes that are no message. */
export function* readFields(buffer: Buffer): Generator<Field> {
  let at = 0;
  while (at < buffer.length) {
    const tag = readVarint(buffer, at);
    const number = Number(tag.value >> 3n);
    const wire = Number(tag.value & 7n);
    if (wire === VARINT) {
      const { value, next } = readVarint(buffer, tag.next);
      yield { number, kind: "varint", value };
      at = next;
    } else if (wire === BYTES) {
      const length = readVarint(buffer, tag.next);
      const value = slice(buffer, length.next, Number(length.value));
      yield { number, kind: "bytes", value };
      at = length.next + value.length;
    } else if (wire === FIXED64 || wire === FIXED32) {
      const value = slice(buffer, tag.next, wire === FIXED64 ? 8 : 4);
      yield { number, kind: "fixed", value };
      at = tag.next + value.length;
    } else throw new Error(`wire type ${String(wire)} is not used any more`);
  }
}
