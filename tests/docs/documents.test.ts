import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { EnvSchema } from "@/env";
import { completed, type Lockfile, missingOptionals } from "../../scripts/lib/lockfile";

const ROOT = path.resolve(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => file !== "" && existsSync(path.join(ROOT, file)));
const everything = new Set(tracked.flatMap((file) => [file, ...foldersAbove(file)]));
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const documents = tracked.filter((file) => file.endsWith(".md"));

/** Folders that exist only where Steward runs or was built. */
const MADE_AT_RUN_TIME = /^(?:\.steward|\.next|\.cache|dist|node_modules|src\/generated)(?:\/|$)/;
const TOP = new Set(tracked.map((file) => file.split("/")[0] ?? ""));

function foldersAbove(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** What a document names as a path of ours: targets of relative links, and code that begins with a folder or file of the root. */
function pathsNamedIn(document: string): string[] {
  const text = read(document).replace(/^```[\s\S]*?^```/gm, "");
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:|\/)([^)#\s]+)/g)].map(([, target = ""]) =>
    path.posix.join(path.posix.dirname(document), target),
  );
  const code = [...text.matchAll(/`([\w.@[\]()*{},/-]+)`/g)].map(([, target = ""]) => target);
  const ours = code.filter((target) => TOP.has(target.split("/")[0] ?? "") && /[/.]/.test(target.slice(1)));
  return [...links, ...ours]
    .map((target) => target.replace(/\/$/, ""))
    .filter((target) => !MADE_AT_RUN_TIME.test(target));
}

/** `src/features/{roles,teams}/*.ts` stands for the files that it matches, and there must be one of each. */
function exists(target: string): boolean {
  const braces = /\{([^{}]+)\}/.exec(target);
  if (braces?.[1]) return braces[1].split(",").every((choice) => exists(target.replace(braces[0], choice)));
  if (!target.includes("*")) return everything.has(target);
  const escaped = target.replace(/[.+?^$|()[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
  return [...everything].some((file) => new RegExp(`^${escaped}$`).test(file));
}

test("the check reads documents, and knows a path that is not there", () => {
  expect(documents.length).toBeGreaterThan(5);
  expect(exists("src/env.ts")).toBe(true);
  expect(exists("src/{env,nothing}.ts")).toBe(false);
});

test.each(documents)("every path that %s names exists", (document) => {
  expect(pathsNamedIn(document).filter((target) => !exists(target))).toEqual([]);
});

describe(".env.example", () => {
  const lines = read(".env.example").split("\n");
  const described = lines.flatMap((line) => /^#? ?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);

  test("lists exactly the variables that src/env.ts reads, each once", () => {
    expect(described.toSorted()).toEqual(Object.keys(EnvSchema.shape).toSorted());
  });

  test("says in one line above each what breaks without it", () => {
    for (const name of described) {
      const at = lines.findIndex((line) => line.startsWith(`# ${name}=`) || line.startsWith(`${name}=`));
      expect(lines[at - 1], name).toMatch(/^# .*Without it/);
    }
  });

  test("sets nothing by itself: a copy of it changes no default", () => {
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
  });
});

describe("decision records", () => {
  const records = tracked.filter((file) => /^docs\/decisions\/.+\.md$/.test(file)).map((file) => path.basename(file));

  test("carry a number of three digits and a kebab-case title", () => {
    expect(records.filter((file) => !/^\d{3}-[a-z0-9-]+\.md$/.test(file))).toEqual([]);
  });

  test("have each number once", () => {
    const numbers = records.map((file) => file.slice(0, 3));

    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  test("begin with their number, and are half a page", () => {
    for (const file of records) {
      const text = read(`docs/decisions/${file}`);
      expect(text.split("\n")[0], file).toMatch(new RegExp(`^# ${file.slice(0, 3)}\\b`));
      expect(text.split("\n").length, file).toBeLessThanOrEqual(60);
    }
  });
});

test("no file names a package registry, a mirror or a folder of somebody's machine", () => {
  const PRIVATE =
    /https?:\/\/[\w.-]*(?:registry|mirror|artifactory|nexus|verdaccio)[\w.-]*|(?:^|["'`\s(])\/(?:work|root|home\/\w+|Users\/\w+)\//m;
  const isText = (file: string) =>
    /\.(?:[cm]?[jt]sx?|json|md|ya?ml|sh|sql|prisma|css|html|toml|example)$|^\.(?:npmrc|ci\/run)/.test(file);
  const suspects = tracked.filter(
    (file) => isText(file) && file !== "package-lock.json" && !file.startsWith("tests/docs/"),
  );

  expect(suspects.filter((file) => PRIVATE.test(read(file)))).toEqual([]);
});

describe("the lockfile", () => {
  const lockfile = JSON.parse(read("package-lock.json")) as Lockfile;

  test("names no host but npm's own", () => {
    const hosts = [...read("package-lock.json").matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(([, host]) => host);

    expect(hosts.filter((host) => host !== "registry.npmjs.org")).toEqual([]);
  });

  test("holds the optional packages of every platform, else `npm ci` refuses it (scripts/complete-lockfile.ts adds them)", () => {
    expect(missingOptionals(lockfile)).toEqual([]);
  });

  test("is completed with what a package's name says of its platform", () => {
    const optionalDependencies = { "@x/y-linux-arm-gnueabihf": "1.0.0", "@x/y-win32-x64-msvc": "1.0.0" };

    const { packages } = completed({ packages: { "node_modules/y": { version: "1.0.0", optionalDependencies } } });

    expect(packages["node_modules/@x/y-linux-arm-gnueabihf"]).toEqual({
      version: "1.0.0",
      optional: true,
      os: ["linux"],
      cpu: ["arm"],
      libc: ["glibc"],
    });
    expect(packages["node_modules/@x/y-win32-x64-msvc"]).toMatchObject({ os: ["win32"], cpu: ["x64"] });
  });
});
