import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import type { Message } from "./message";

export type Kept = Message & { id: string; created_at: string };

type Remembered = { body: string; id: string; until: number };

const DAY_MS = 86_400_000;
const PAGE = 20;

/** The mails that would have been sent, and the idempotency keys of the last day. */
export class Outbox {
  private readonly mails: Kept[] = [];
  private readonly keys = new Map<string, Remembered>();
  private readonly file: string | null;

  constructor(dataDir: string | null) {
    this.file = dataDir === null ? null : path.join(dataDir, "outbox.jsonl");
    if (this.file === null || !existsSync(this.file)) return;
    for (const line of readFileSync(this.file, "utf8").split("\n")) {
      if (line !== "") this.mails.push(JSON.parse(line) as Kept);
    }
  }

  /** Keeps a mail; under a key that was used before, the same body gives the first id again and another one `null`. */
  keep(message: Message, body: string, key: string | null): string | null {
    const known = key === null ? undefined : this.keys.get(key);
    if (known && known.until > Date.now()) return known.body === body ? known.id : null;
    const mail: Kept = { ...message, id: randomUUID(), created_at: new Date().toISOString() };
    this.mails.push(mail);
    if (this.file !== null) {
      mkdirSync(path.dirname(this.file), { recursive: true });
      appendFileSync(this.file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    }
    if (key !== null) this.keys.set(key, { body, id: mail.id, until: Date.now() + DAY_MS });
    return mail.id;
  }

  find(id: string): Kept | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  /** A page of mails, the newest first, beginning behind `after`. */
  list({ limit = PAGE, after }: { limit?: number; after?: string | null }): { mails: Kept[]; hasMore: boolean } {
    const newest = this.mails.toReversed();
    const start = after == null ? 0 : newest.findIndex((mail) => mail.id === after) + 1;
    return { mails: newest.slice(start, start + limit), hasMore: start + limit < newest.length };
  }
}
