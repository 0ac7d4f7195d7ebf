import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../bootstrap/machine.mjs";
import { filesOf } from "./sources";

type Model = { name: string; table: string; relations: Map<string, string> };

const OPERATIONS = "find\\w+|count|aggregate|groupBy|create\\w*|update\\w*|upsert|delete\\w*";

function read(pattern: string): string {
  return filesOf(pattern)
    .map((file) => readFileSync(path.join(root, file), "utf8"))
    .join("\n");
}

function readModels(): Model[] {
  const blocks = [...read("prisma/schema/*.prisma").matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const tables = new Map(blocks.map(([, name = "", body = ""]) => [name, /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ""]));
  return blocks.map(([, name = "", body = ""]) => ({
    name,
    table: tables.get(name) ?? "",
    relations: new Map(
      [...body.matchAll(/^ {2}(\w+)\s+(\w+)/gm)].flatMap(([, field = "", type = ""]) => {
        const table = tables.get(type);
        return table === undefined ? [] : [[field, table] as const];
      }),
    ),
  }));
}

/** What the database's own functions touch: calling one is using their tables. */
function readFunctions(tables: readonly string[]): Map<string, string[]> {
  const functions = new Map<string, string[]>();
  for (const [, name = "", body = ""] of read("prisma/migrations/*/migration.sql").matchAll(
    /create (?:or replace )?function (\w+)[\s\S]*?\$\$([\s\S]*?)\$\$/g,
  )) {
    functions.set(
      name,
      tables.filter((table) => mentions(body, table)),
    );
  }
  return functions;
}

function mentions(sql: string, table: string): boolean {
  return new RegExp(`\\b(?:from|join|into|update)\\s+"?${table}"?\\b`, "i").test(sql);
}

/** The feature that a table belongs to: the schema file that it stands in. */
export function homeOf(table: string): string {
  const home = filesOf("prisma/schema/*.prisma").find((file) =>
    readFileSync(path.join(root, file), "utf8").includes(`@@map("${table}")`),
  );
  return path.basename(home ?? "", ".prisma");
}

export type TableReader = (text: string) => string[];

/**
 * Which tables a piece of code touches: through the client's doors, through relations that it selects or filters by,
 * through SQL, and through the database's functions.
 */
export function tableReader(): { tables: string[]; tablesIn: TableReader } {
  const models = readModels();
  const tables = models.map(({ table }) => table);
  const functions = readFunctions(tables);
  const patterns = models.flatMap(({ name, table, relations }) => [
    { table, pattern: new RegExp(`\\.${name.charAt(0).toLowerCase()}${name.slice(1)}\\.(?:${OPERATIONS})\\b`) },
    { table, pattern: new RegExp(`\\b(?:from|join|into|update)\\s+"?${table}"?\\b`, "i") },
    ...[...relations].map(([field, target]) => ({
      table: target,
      pattern: new RegExp(`\\b${field}: \\{\\s*(?:select|include|where|some|every|none|is|orderBy|create|connect)\\b`),
    })),
  ]);
  const calls = [...functions].map(([name, touched]) => ({
    touched,
    pattern: new RegExp(`\\b(?:from|select)\\s+${name}\\(`, "i"),
  }));
  const tablesIn = (text: string) => [
    ...new Set([
      ...patterns.filter(({ pattern }) => pattern.test(text)).map(({ table }) => table),
      ...calls.filter(({ pattern }) => pattern.test(text)).flatMap(({ touched }) => touched),
    ]),
  ];
  return { tables, tablesIn };
}
