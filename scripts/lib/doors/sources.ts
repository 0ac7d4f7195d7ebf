import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "../../bootstrap/machine.mjs";

/** One import or re-export: which names, as they are called where they come from, and from where. */
export type Link = { names: string[] | "all"; from: string; as: Map<string, string> };
export type Source = { file: string; text: string; imports: Link[]; reexports: Link[] };

const EXTENSIONS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];
const known = new Map<string, Source>();

/** Files of the repository that match, as paths from its root. */
export function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: (name) => name.includes("node_modules") }).sort();
}

/** A source file with what it takes from others; types alone are no use of a verb. */
export function readSource(file: string): Source {
  const cached = known.get(file);
  if (cached) return cached;
  const text = readFileSync(path.join(root, file), "utf8");
  const source: Source = { file, text, imports: [], reexports: [] };
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements) {
    if (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
      source.imports.push(...linkOf(file, statement.moduleSpecifier, statement.importClause?.namedBindings));
    }
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier) {
      source.reexports.push(...linkOf(file, statement.moduleSpecifier, statement.exportClause));
    }
  }
  known.set(file, source);
  return source;
}

function linkOf(
  file: string,
  specifier: ts.Expression,
  bindings?: ts.NamedImportBindings | ts.NamedExportBindings,
): Link[] {
  const from = ts.isStringLiteral(specifier) ? resolve(file, specifier.text) : undefined;
  if (from === undefined) return [];
  const as = new Map<string, string>();
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) {
    return [{ names: "all", from, as }];
  }
  for (const element of bindings.elements) {
    if (!element.isTypeOnly) as.set(element.name.text, element.propertyName?.text ?? element.name.text);
  }
  return as.size > 0 ? [{ names: [...as.values()], from, as }] : [];
}

function resolve(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".") && !specifier.startsWith("@/")) return undefined;
  const base = specifier.startsWith("@/")
    ? path.join("src", specifier.slice(2))
    : path.join(path.dirname(file), specifier);
  return EXTENSIONS.map((extension) => base + extension).find((candidate) => {
    const absolute = path.join(root, candidate);
    return existsSync(absolute) && statSync(absolute).isFile();
  });
}

/** The file that really holds a name that a door hands out. */
export function origin(file: string, name: string): string {
  const door = readSource(file);
  const link = door.reexports.find(({ as }) => as.has(name));
  return link ? origin(link.from, link.as.get(name) ?? name) : file;
}

/** The files whose code a link brings in: behind a door, only those of the names taken. */
export function targets({ names, from }: Link): string[] {
  return names === "all" ? [from] : [...new Set(names.map((name) => origin(from, name)))];
}

/** A file and everything it stands on, as far as `enters` allows. */
export function reach(file: string, enters: (file: string) => boolean): Set<string> {
  const seen = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const source = readSource(next);
    open.push(...[...source.imports, ...source.reexports].flatMap(targets).filter((target) => enters(target)));
  }
  return seen;
}
