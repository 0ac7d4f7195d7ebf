import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Usage } from "./usage";

/** How a request ended, as the stand-in saw it. `aborted`: the caller hung up; the others were scripted. */
export type Outcome = "complete" | "refused" | "aborted" | "truncated" | "reset" | "error";

/** One request the stand-in saw. `charged` is what the vendor would bill: input at once, output as it is made. */
export type JournalEntry = {
  sequence: number;
  at: string;
  method: string;
  path: string;
  /** Without credentials and cookies. */
  headers: Record<string, string>;
  /** SHA-256 of each credential by header name: enough to say whose it was, useless to whoever reads it. */
  credentials: Record<string, string>;
  bodyBytes: number;
  model: string | null;
  maxTokens: number | null;
  isStream: boolean;
  requestId: string;
  status: number | null;
  charged: Usage | null;
  outcome: Outcome | null;
};

const SECRET_HEADERS = ["authorization", "x-api-key", "x-goog-api-key", "proxy-authorization", "cookie"];
const MOST_ENTRIES = 50_000;

function secretOf(value: string): string {
  return createHash("sha256")
    .update(value.replace(/^bearer\s+/i, ""))
    .digest("hex");
}

/** Every request since the last clearing, oldest first; tests add up `charged` and compare with the product's ledger. */
export class Journal {
  private entries: JournalEntry[] = [];
  private count = 0;

  open(seen: { method: string; path: string; headers: IncomingHttpHeaders; requestId: string }): JournalEntry {
    const all = Object.entries(seen.headers).map(([name, value]) => [name, String(value)] as const);
    const isSecret = ([name]: readonly [string, string]): boolean => SECRET_HEADERS.includes(name);
    const entry: JournalEntry = {
      sequence: (this.count += 1),
      at: new Date().toISOString(),
      method: seen.method,
      path: seen.path,
      headers: Object.fromEntries(all.filter((header) => !isSecret(header))),
      credentials: Object.fromEntries(all.filter(isSecret).map(([name, value]) => [name, secretOf(value)])),
      bodyBytes: 0,
      model: null,
      maxTokens: null,
      isStream: false,
      requestId: seen.requestId,
      status: null,
      charged: null,
      outcome: null,
    };
    this.entries.push(entry);
    if (this.entries.length > MOST_ENTRIES) this.entries = this.entries.slice(-MOST_ENTRIES / 2);
    return entry;
  }

  list(after = 0): JournalEntry[] {
    return this.entries.filter((entry) => entry.sequence > after);
  }

  clear(): void {
    this.entries = [];
  }
}
