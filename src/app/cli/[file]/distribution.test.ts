import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, verify } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeDistribution } from "./distribution";

const folder = mkdtempSync(path.join(os.tmpdir(), "steward-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const SOURCE = 'const SERVED_FROM = "__STEWARD_SERVED_FROM__";\nconsole.log(SERVED_FROM);\n';
const files = makeDistribution({
  source: SOURCE,
  version: "1.2.3",
  origin: "https://steward.corp.example",
  key: privateKey,
});

const bytesOf = (name: string): Buffer => files.get(name)?.bytes ?? Buffer.alloc(0);

test("the served file knows the origin that serves it", () => {
  const file = path.join(folder, "steward.mjs");
  writeFileSync(file, bytesOf("steward.mjs"));

  expect(execFileSync(process.execPath, [file], { encoding: "utf8" })).toBe("https://steward.corp.example\n");
});

test("the package is one that tar unpacks, with an executable and its manifest", () => {
  writeFileSync(path.join(folder, "steward.tgz"), bytesOf("steward.tgz"));
  execFileSync("tar", ["xzf", "steward.tgz"], { cwd: folder });

  const manifest = JSON.parse(readFileSync(path.join(folder, "package/package.json"), "utf8")) as unknown;
  expect(manifest).toMatchObject({ version: "1.2.3", bin: { steward: "steward.mjs" } });
  expect(readFileSync(path.join(folder, "package/steward.mjs"))).toEqual(bytesOf("steward.mjs"));
});

test("checksums name both, and their signature verifies with the public key", () => {
  const sums = bytesOf("SHA256SUMS");
  const digest = (name: string): string => createHash("sha256").update(bytesOf(name)).digest("hex");

  expect(sums.toString()).toBe(`${digest("steward.mjs")}  steward.mjs\n${digest("steward.tgz")}  steward.tgz\n`);
  expect(verify(null, sums, publicKey, bytesOf("SHA256SUMS.sig"))).toBe(true);
  expect(bytesOf("steward.pub").toString()).toBe(publicKey.export({ type: "spki", format: "pem" }));
});

test("the same build gives the same bytes", () => {
  const again = makeDistribution({
    source: SOURCE,
    version: "1.2.3",
    origin: "https://steward.corp.example",
    key: privateKey,
  });

  expect([...again]).toEqual([...files]);
});
