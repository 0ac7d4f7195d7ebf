import type { DBOSSerializer } from "@dbos-inc/dbos-sdk/internal/serialization";
import SuperJSON from "superjson";
import { seal, unseal } from "@/server/crypto";

const CONTEXT = "dbos";

/**
 * How DBOS stores inputs, outputs and errors: sealed, so that nothing readable lies in its tables, their backups or a
 * replica. Nothing is left as it is, so that a schedule without a context stays the same text at every start.
 */
export const sealedSerializer: DBOSSerializer = {
  name: () => "steward-sealed",
  stringify: (value) => (value == null ? "null" : seal("engine", SuperJSON.stringify(value), CONTEXT)),
  parse: (text) => (text == null || text === "null" ? null : SuperJSON.parse(unseal("engine", text, CONTEXT))),
};
