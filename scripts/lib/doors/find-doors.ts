import { filesOf, origin, reach, readSource, targets } from "./sources";
import { type TableReader, tableReader } from "./tables";

export type Doors = {
  /** `feature.procedure` of every procedure that reaches a table. */
  procedures: Map<string, string[]>;
  /** Addresses of pages. */
  pages: Map<string, string[]>;
  /** Paths of the gateway and commands of the CLI. */
  outside: Map<string, string[]>;
  /** Whether a file's code reaches a table, however far down. */
  reaches: (file: string, table: string) => boolean;
};

/** The platform beneath every verb would connect everything with everything. */
const BENEATH = /^src\/(server|lib|contracts|components|generated|env)\b/;
/** Who is asking is read for everything; it makes no page or path a door to sessions, roles and teams. */
const WHO_ASKS = /^src\/(app\/viewer|gateway\/(app|authenticated|identity|context))\.ts$/;
const featureOf = (file: string) => /^src\/features\/([^/]+)\//.exec(file)?.[1];

/** Every way from the outside to a table, read from the tree. */
export function findDoors(): Doors {
  const { tablesIn } = tableReader();
  const procedures = findProcedures(tablesIn);
  return {
    procedures: byTable(procedures),
    pages: byTable(findPages(tablesIn, procedures)),
    outside: byTable(findOutside(tablesIn)),
    reaches: (file, table) => tablesBehind(tablesIn, file, () => true).has(table),
  };
}

function byTable(doors: Map<string, Set<string>>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [door, tables] of doors) for (const table of tables) found.set(table, [...(found.get(table) ?? []), door]);
  return found;
}

function tablesBehind(tablesIn: TableReader, file: string, enters: (file: string) => boolean): Set<string> {
  const files = reach(file, (target) => !BENEATH.test(target) && !target.startsWith("src/test/") && enters(target));
  return new Set([...files].flatMap((reached) => tablesIn(readSource(reached).text)));
}

/** A verb's own tables: those of its feature's code, not of features that it asks something on the way. */
function tablesOfVerb(tablesIn: TableReader, file: string): Set<string> {
  const feature = featureOf(file);
  return tablesBehind(tablesIn, file, (target) => featureOf(target) === feature);
}

function findProcedures(tablesIn: TableReader): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of filesOf("src/features/*/server/router.ts")) {
    const { text, imports } = readSource(file);
    const verbs = new Map(
      imports.flatMap(({ as, from }) => [...as].map(([local, name]) => [local, origin(from, name)] as const)),
    );
    for (const [, name = "", body = ""] of text.matchAll(
      /^ {2}(\w+): ((?:member|public)Procedure[\s\S]*?)(?=^ {2}\w+: |^\}\))/gm,
    )) {
      const used = [...verbs].filter(
        ([local, from]) => /\/server\//.test(from) && new RegExp(`\\b${local}\\b`).test(body),
      );
      found.set(
        `${featureOf(file) ?? ""}.${name}`,
        new Set(used.flatMap(([, from]) => [...tablesOfVerb(tablesIn, from)])),
      );
    }
  }
  return found;
}

/** `src/app/[org]/(group)/x/page.tsx` → `/[org]/x`. */
function address(file: string): string {
  const parts = file.split("/").slice(2, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}

const usedProcedures = (text: string) =>
  [...text.matchAll(/\b(?:trpc|utils|client)\s*\.(\w+)\s*\.(\w+)\b/g)].map(
    ([, feature = "", name = ""]) => `${camelToKebab(feature)}.${name}`,
  );

function camelToKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const isVerb = (file: string) => /^src\/features\/[^/]+\/server\//.test(file);
const isOfEdge = (file: string) => !BENEATH.test(file) && !WHO_ASKS.test(file) && !isVerb(file);

/** The tables of the verbs that an edge's own code calls. */
function tablesOfEdge(tablesIn: TableReader, file: string): Set<string> {
  const called = [...reach(file, isOfEdge)].flatMap((reached) => verbsOf(reached));
  return new Set(called.flatMap((verb) => [...tablesOfVerb(tablesIn, verb)]));
}

function verbsOf(file: string): string[] {
  if (WHO_ASKS.test(file)) return [];
  return readSource(file).imports.flatMap((link) => (isVerb(link.from) ? targets(link) : []));
}

/** What a page shows comes from the verbs it calls on the server and the procedures its components call. */
function findPages(tablesIn: TableReader, procedures: Map<string, Set<string>>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of filesOf("src/app/**/page.tsx")) {
    const tables = tablesOfEdge(tablesIn, file);
    for (const reached of reach(file, isOfEdge)) {
      for (const name of usedProcedures(readSource(reached).text))
        for (const table of procedures.get(name) ?? []) tables.add(table);
    }
    found.set(address(file), tables);
  }
  return found;
}

/** The gateway's paths with what their handlers reach, and the CLI's commands with the paths that they call. */
function findOutside(tablesIn: TableReader): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const paths = new Map<string, Set<string>>();
  const handlers = filesOf("src/gateway/**/*.ts").filter((file) => !file.endsWith(".test.ts"));
  for (const file of handlers) {
    const routes = [...readSource(file).text.matchAll(/\.(?:get|post|put|delete|all|on)\(\s*"(\/[^"]+)"/g)].map(
      ([, route = ""]) => route,
    );
    for (const route of routes) paths.set(route, tablesOfEdge(tablesIn, file));
  }
  // The model path is no route of the app: it is written on Node's own server.
  const [call] = handlers.filter((file) => file.endsWith("/llm/call-model.ts"));
  if (call !== undefined) paths.set("/v1/messages", tablesOfEdge(tablesIn, call));

  for (const [route, tables] of paths) found.set(route, tables);
  const commands = new Set(
    [...readSource("cli/src/main.ts").text.matchAll(/command\(\s*"(\w+)/g)].map(([, name = ""]) => name),
  );
  for (const file of filesOf("cli/src/commands/*.ts").filter((name) => !name.endsWith(".test.ts"))) {
    const text = [...reach(file, (target) => target.startsWith("cli/"))]
      .map((reached) => readSource(reached).text)
      .join("\n");
    const name = /\/([^/]+)\.ts$/.exec(file)?.[1] ?? "";
    if (!commands.has(name)) continue;
    const called = [...paths].filter(([route]) => text.includes(route));
    if (called.length > 0) found.set(`steward ${name}`, new Set(called.flatMap(([, tables]) => [...tables])));
  }
  return found;
}
