import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { ManagedSettings } from "@/features/configs/server";
import type { Identity } from "@/features/devices/server";
import { seal, unseal } from "@/server/crypto";
import { log } from "@/server/log";

/** How old a document may be and still be served. */
const MAX_AGE_MS = 24 * 60 * 60 * 1_000;
/** A document that did not change is confirmed on disk this often. */
const CONFIRM_EVERY_MS = 5 * 60 * 1_000;
const SUFFIX = ".sealed";

const Entry = z.object({
  tokenHash: z.string(),
  orgId: z.string(),
  expiresAt: z.coerce.date().nullable(),
  confirmedAt: z.coerce.date(),
  answer: z.object({ uuid: z.string(), checksum: z.string(), settings: z.record(z.string(), z.json()) }),
});

type Entry = z.output<typeof Entry>;

export type Kept = { answer: ManagedSettings; confirmedAt: Date };
type Holder = Pick<Identity, "tokenHash" | "orgId" | "expiresAt">;

/** Says whether a token still stands; throws when that cannot be found out now. */
export type StillStands = (tokenHash: string) => Promise<boolean>;

/**
 * The last good settings document of everyone who asked, one sealed file for each token, so that Claude Code starts
 * while Postgres is away and after the gateway itself was restarted. A file's name tells the organization, so that a
 * revocation can be looked into without opening everybody's; the token's hash stands inside the seal.
 */
export class LastGood {
  readonly #folder: string;
  readonly #confirmed = new Map<string, { checksum: string; at: number }>();
  /** Token name to file name; read from the folder once. */
  #names: Promise<Map<string, string>> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps what was just served. Writes only what is new, or what was not confirmed for a while. */
  async keep(holder: Holder, { answer, at }: { answer: ManagedSettings; at: Date }): Promise<void> {
    const { tokenHash, orgId, expiresAt } = holder;
    const name = nameOf(tokenHash);
    const last = this.#confirmed.get(name);
    if (last?.checksum === answer.checksum && at.getTime() - last.at < CONFIRM_EVERY_MS) return;
    this.#confirmed.set(name, { checksum: answer.checksum, at: at.getTime() });
    const names = await this.#known();
    const file = `${orgId}_${name}${SUFFIX}`;
    const entry = JSON.stringify({ tokenHash, orgId, expiresAt, confirmedAt: at, answer });
    const draft = path.join(this.#folder, `${file}.${process.pid}.draft`);
    await writeFile(draft, seal("last-good-settings", entry, file), { mode: 0o600 });
    await rename(draft, path.join(this.#folder, file));
    names.set(name, file);
  }

  /** The document last served to this token, unless it is older than a day or the token has expired. */
  async find(tokenHash: string, at: Date): Promise<Kept | null> {
    const name = nameOf(tokenHash);
    const file = (await this.#known()).get(name) ?? (await this.#knownNow()).get(name);
    const entry = file === undefined ? null : await this.#open(file);
    if (entry?.tokenHash !== tokenHash || isOver(entry, at)) return null;
    return { answer: entry.answer, confirmedAt: entry.confirmedAt };
  }

  /** Drops what is kept for a token. */
  async forget(tokenHash: string): Promise<void> {
    await this.#drop(nameOf(tokenHash));
  }

  /** Looks after a notice whether the tokens of an organization, or of all, still stand, and drops those that do not. */
  async recheck(orgId: string | null, stillStands: StillStands): Promise<void> {
    const names = [...(await this.#known())].filter(([, file]) => orgId === null || file.startsWith(`${orgId}_`));
    for (const [name, file] of names) {
      const entry = await this.#open(file);
      if (entry !== null && !(await stillStands(entry.tokenHash))) await this.#drop(name);
    }
  }

  /** Drops what nobody may be served any more. */
  async sweep(at: Date): Promise<void> {
    for (const [name, file] of [...(await this.#known())]) {
      const entry = await this.#open(file);
      if (entry === null || isOver(entry, at)) await this.#drop(name);
    }
  }

  #known(): Promise<Map<string, string>> {
    this.#names ??= (async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const files = (await readdir(this.#folder)).filter((file) => file.endsWith(SUFFIX));
      return new Map(files.map((file) => [file.slice(file.indexOf("_") + 1, -SUFFIX.length), file]));
    })();
    return this.#names;
  }

  /** Another gateway on this machine may have written since. */
  #knownNow(): Promise<Map<string, string>> {
    this.#names = undefined;
    return this.#known();
  }

  async #open(file: string): Promise<Entry | null> {
    try {
      const text = await readFile(path.join(this.#folder, file), "utf8");
      return Entry.parse(JSON.parse(unseal("last-good-settings", text, file)));
    } catch (error) {
      log().warn({ err: error, file }, "a last good settings document cannot be read");
      return null;
    }
  }

  async #drop(name: string): Promise<void> {
    const names = await this.#known();
    const file = names.get(name);
    names.delete(name);
    this.#confirmed.delete(name);
    if (file !== undefined) await rm(path.join(this.#folder, file), { force: true });
  }
}

function nameOf(tokenHash: string): string {
  return createHash("sha256").update(`last-good\n${tokenHash}`).digest("hex");
}

function isOver({ expiresAt, confirmedAt }: Entry, at: Date): boolean {
  return (expiresAt !== null && expiresAt <= at) || at.getTime() - confirmedAt.getTime() > MAX_AGE_MS;
}
