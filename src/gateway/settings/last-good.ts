import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { ManagedSettings } from "@/features/configs/server";
import type { Identity } from "@/features/devices/server";
import type { JsonObject } from "@/lib/json";
import { seal, unseal } from "@/server/crypto";
import { log } from "@/server/log";

/** How old a document may be and still be served. */
export const MAX_AGE_MS = 24 * 60 * 60 * 1_000;
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

export type Kept = { answer: ManagedSettings; confirmedAt: Date };
type Holder = Pick<Identity, "tokenHash" | "orgId" | "expiresAt">;

/** Says whether a token still stands; throws when that cannot be found out now. */
export type StillStands = (tokenHash: string) => Promise<boolean>;

/**
 * The last good settings document of everyone who asked, one sealed file for each token, so that Claude Code starts
 * while Postgres is away and after the gateway itself was restarted. A file's name tells the organization, so that a
 * revocation can be looked into without opening everybody's; the token's hash stands inside the seal.
 */
export function openLastGood(folder: string) {
  const confirmed = new Map<string, { checksum: string; at: number }>();
  /** Token name to file name; read from the folder once. */
  let names: Promise<Map<string, string>> | undefined;

  const nameOf = (tokenHash: string): string => createHash("sha256").update(`last-good\n${tokenHash}`).digest("hex");

  const known = (): Promise<Map<string, string>> => {
    names ??= (async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const files = (await readdir(folder)).filter((file) => file.endsWith(SUFFIX));
      return new Map(files.map((file) => [file.slice(file.indexOf("_") + 1, -SUFFIX.length), file]));
    })();
    return names;
  };

  const open = async (file: string): Promise<z.output<typeof Entry> | null> => {
    try {
      const text = await readFile(path.join(folder, file), "utf8");
      return Entry.parse(JSON.parse(unseal("last-good-settings", text, file)));
    } catch (error) {
      log().warn({ err: error, file }, "a last good settings document cannot be read");
      return null;
    }
  };

  const forget = async (tokenHash: string): Promise<void> => {
    const name = nameOf(tokenHash);
    const all = await known();
    const file = all.get(name);
    all.delete(name);
    confirmed.delete(name);
    if (file !== undefined) await rm(path.join(folder, file), { force: true });
  };

  return {
    forget,

    /** Keeps what was just served. Writes only what is new, or what was not confirmed for a while. */
    async keep(
      { tokenHash, orgId, expiresAt }: Holder,
      { answer, at }: { answer: ManagedSettings; at: Date },
    ): Promise<void> {
      const name = nameOf(tokenHash);
      const last = confirmed.get(name);
      if (last?.checksum === answer.checksum && at.getTime() - last.at < CONFIRM_EVERY_MS) return;
      confirmed.set(name, { checksum: answer.checksum, at: at.getTime() });
      const all = await known();
      const file = `${orgId}_${name}${SUFFIX}`;
      const text = seal(
        "last-good-settings",
        JSON.stringify({ tokenHash, orgId, expiresAt, confirmedAt: at, answer }),
        file,
      );
      const draft = path.join(folder, `${file}.${process.pid}.draft`);
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, path.join(folder, file));
      all.set(name, file);
    },

    /** The document last served to this token, unless it is older than a day or the token has expired. */
    async find(tokenHash: string, at: Date): Promise<Kept | null> {
      const file = (await known()).get(nameOf(tokenHash));
      const entry = file === undefined ? null : await open(file);
      if (entry?.tokenHash !== tokenHash) return null;
      if (entry.expiresAt !== null && entry.expiresAt <= at) return null;
      if (at.getTime() - entry.confirmedAt.getTime() > MAX_AGE_MS) return null;
      const settings = entry.answer.settings as JsonObject;
      return { answer: { ...entry.answer, settings }, confirmedAt: entry.confirmedAt };
    },

    /** Looks after a notice whether the tokens of an organization, or of all, still stand, and drops those that do not. */
    async recheck(orgId: string | null, stillStands: StillStands): Promise<void> {
      const files = [...(await known()).values()].filter((file) => orgId === null || file.startsWith(`${orgId}_`));
      for (const file of files) {
        const entry = await open(file);
        if (entry !== null && !(await stillStands(entry.tokenHash))) await forget(entry.tokenHash);
      }
    },

    /** Drops what nobody may be served any more. */
    async sweep(at: Date): Promise<void> {
      for (const [name, file] of await known()) {
        const entry = await open(file);
        const isOver =
          entry === null ||
          (entry.expiresAt !== null && entry.expiresAt <= at) ||
          at.getTime() - entry.confirmedAt.getTime() > MAX_AGE_MS;
        if (!isOver) continue;
        (await known()).delete(name);
        confirmed.delete(name);
        await rm(path.join(folder, file), { force: true });
      }
    },
  };
}

export type LastGood = ReturnType<typeof openLastGood>;
