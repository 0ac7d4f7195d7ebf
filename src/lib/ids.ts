import { v7 } from "uuid";

/** A new identifier: UUID version 7 (RFC 9562), so that newer rows sort after older ones. */
export function newId(): string {
  return v7();
}

/** The milliseconds since 1970 that a version 7 identifier was made at. */
export function idTime(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
}
