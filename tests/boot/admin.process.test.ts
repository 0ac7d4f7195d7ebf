import { execFile } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leave, newPlace, type Place, ROOT } from "./steward";

type Said = { code: number; stdout: string; stderr: string };

function run(place: Place, script: string, ...args: string[]): Promise<Said> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    STEWARD_PASSWORD: "a-long-enough-password",
    ...place.env,
  };
  const command = ["scripts/run.mjs", script, ...args];
  const options = { cwd: ROOT, env: env as unknown as NodeJS.ProcessEnv };
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const admin = (place: Place, ...args: string[]) => run(place, "scripts/admin.ts", ...args);

/** What a backup holds, without the line that says when it was made. */
function rowsOf(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString("utf8").split("\n").slice(1).toSorted();
}

let place: Place;
let copy: Place;
let file: string;

beforeAll(async () => {
  place = await newPlace();
  copy = await newPlace();
  file = path.join(place.dataDir, "steward.backup");
  expect(await run(place, "scripts/db-migrate.ts")).toMatchObject({ code: 0 });
  expect(await run(place, "scripts/seed.ts", "empty")).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await leave(place);
  await leave(copy);
});

test("without a command it says what there is; with an unknown one it refuses", async () => {
  expect(await admin(place)).toMatchObject({ code: 0, stderr: expect.stringContaining("token create") as string });
  expect(await admin(place, "make", "coffee")).toMatchObject({ code: 2 });
});

test("a person is made, and a token for that person is shown once, alone on stdout", async () => {
  const person = ["--org", "steward", "--email", "anna@example.com", "--name", "Anna Berg", "--role", "app_user"];
  expect(await admin(place, "user", "create", ...person)).toMatchObject({ code: 0 });

  const token = await admin(
    place,
    "token",
    "create",
    "--email",
    "anna@example.com",
    "--name",
    "build",
    "--scopes",
    "usage:read",
  );

  expect(token.stdout).toMatch(/^stw_[\w-]{43}\n$/);
  expect(token.stderr).toContain("steward");
});

test("a scope that does not exist is refused with those that do", async () => {
  const made = await admin(
    place,
    "token",
    "create",
    "--email",
    "anna@example.com",
    "--name",
    "x",
    "--scopes",
    "policy:manage",
  );

  expect(made).toMatchObject({ code: 1, stdout: "" });
  expect(made.stderr).toContain("models:call");
});

test("a backup put into another database is the same data, and its log still verifies", async () => {
  expect(await admin(place, "backup", file)).toMatchObject({ code: 0 });
  cpSync(path.join(place.dataDir, "secret"), path.join(copy.dataDir, "secret"));
  expect(await admin(copy, "restore", file)).toMatchObject({ code: 0 });

  const again = path.join(copy.dataDir, "again.backup");
  expect(await admin(copy, "backup", again)).toMatchObject({ code: 0 });
  expect(rowsOf(again)).toEqual(rowsOf(file));
  expect(await admin(copy, "log", "verify", "steward")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^intact: /) as string,
  });
});

test("a backup is never written over, and never put into a database that is in use", async () => {
  expect(await admin(place, "backup", file)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is there already") as string,
  });
  expect(await admin(copy, "restore", file)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("not empty") as string,
  });
});

test("rotating keys renews the secret, keeps the old one beside it, and leaves the product able to work", async () => {
  const before = readFileSync(path.join(copy.dataDir, "secret"), "utf8");

  expect(await admin(copy, "keys", "rotate")).toMatchObject({ code: 0 });

  expect(readFileSync(path.join(copy.dataDir, "secret"), "utf8")).not.toBe(before);
  expect(readFileSync(path.join(copy.dataDir, "secret.previous"), "utf8")).toBe(before);
  expect(await admin(copy, "log", "verify", "steward")).toMatchObject({ code: 0 });
});

test("what a verb refuses is said in its own words, without a stack", async () => {
  const refused = await admin(place, "org", "suspend", "steward");

  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain("cannot be suspended");
  expect(refused.stderr).not.toContain("    at ");
});

test("the owner's URL is printed, alone", async () => {
  const { stdout } = await admin(place, "db", "url");

  expect(stdout).toMatch(/^postgresql:\/\/steward_owner:[^@]+@127\.0\.0\.1:\d+\/steward\n$/);
});
