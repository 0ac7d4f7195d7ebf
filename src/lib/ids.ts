import { v7 } from "uuid";

/** A new identifier: UUID version 7 (RFC 9562), so that newer rows sort after older ones. */
export function newId(): string {
  return v7();
}
