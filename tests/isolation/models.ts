import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type Relation = { field: string; target: string; isList: boolean; columns: string[] };
export type Model = { name: string; table: string; relations: Relation[]; idFields: string[] };

const FOLDER = "prisma/schema";

/** The datamodel as the schema files say it: models with their tables, keys and relations. */
export function readModels(): Model[] {
  const text = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => readFileSync(path.join(FOLDER, file), "utf8"))
    .join("\n");
  const blocks = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = "", body = ""]) => ({
    name,
    body,
  }));
  const names = new Set(blocks.map(({ name }) => name));
  return blocks.map(({ name, body }) => ({
    name,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "",
    idFields: (/@@id\(\[(.*?)\]\)/.exec(body)?.[1] ?? /^ {2}(\w+)\s.*@id/m.exec(body)?.[1] ?? "").split(/,\s*/),
    relations: [...body.matchAll(/^ {2}(\w+)\s+(\w+)(\[\]|\?)?(?:\s.*)?$/gm)]
      .filter(([, , type = ""]) => names.has(type))
      .map(([line, field = "", target = "", mark = ""]) => ({
        field,
        target,
        isList: mark === "[]",
        columns: (/fields: \[(.*?)\]/.exec(line)?.[1] ?? "").split(/,\s*/).filter(Boolean),
      })),
  }));
}

/** The name of a model's door on the client. */
export function clientName(model: { name: string }): string {
  return model.name.charAt(0).toLowerCase() + model.name.slice(1);
}
