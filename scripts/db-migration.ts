/**
 * `npm run db:migration -- NAME`: writes the next migration, from the schema as it was when the newest migration was
 * committed to the schema as it is now. What Prisma cannot say (policies, checks, partial indexes, `SET NULL` of one
 * column, partitions) is then finished by hand in the file.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure, giveUp, root } from "./bootstrap/machine.mjs";
import { readSchema, schemaDiff, type SchemaFiles } from "./lib/schema-engine";

const SCHEMA = "prisma/schema";
const MIGRATIONS = "prisma/migrations";

function git(...words: string[]): string {
  return execFileSync("git", words, { cwd: root, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
}

function newestMigration(): string | undefined {
  return readdirSync(path.join(root, MIGRATIONS))
    .filter((name) => existsSync(path.join(root, MIGRATIONS, name, "migration.sql")))
    .sort()
    .at(-1);
}

/** Now, or just after the newest one where that was written by a clock ahead of ours: names decide the order. */
function nextStamp(): string {
  const now = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const newest = newestMigration()?.slice(0, 14) ?? "";
  return now > newest ? now : String(BigInt(newest) + 1n);
}

/** The schema at the commit that brought the newest migration: what the migrations so far lead to. */
function migratedSchema(): SchemaFiles {
  const newest = newestMigration();
  if (newest === undefined) return [];
  const commit = git("log", "-1", "--format=%H", "--", `${MIGRATIONS}/${newest}`).trim();
  if (commit === "") {
    throw new Failure(
      `${MIGRATIONS}/${newest} is not committed, so nobody knows which schema it leads to.`,
      "Commit it together with the schema it was written for, then write the next one.",
    );
  }
  return git("ls-tree", "-r", "--name-only", commit, "--", SCHEMA)
    .trim()
    .split("\n")
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => ({ path: path.basename(file), content: git("show", `${commit}:${file}`) }));
}

try {
  const [name = ""] = process.argv.slice(2);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Failure("A migration needs a name.", "npm run db:migration -- add_webhook_attempts");
  }
  const sql = await schemaDiff(migratedSchema(), await readSchema(path.join(root, SCHEMA)));
  const isEmpty = sql.trim() === "" || sql.includes("This is an empty migration");
  const folder = path.join(MIGRATIONS, `${nextStamp()}_${name}`);
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, folder, "migration.sql"), isEmpty ? "" : sql);
  console.log(`${folder}/migration.sql`);
  console.log(
    isEmpty
      ? "The schema has not changed: write what it shall do."
      : "Finish it by hand: new tables need `call protect_table(…)` and grants.",
  );
} catch (error) {
  giveUp(error);
}
