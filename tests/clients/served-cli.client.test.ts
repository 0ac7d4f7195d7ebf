import { execFile } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as serveCli } from "@/app/cli/[file]/route";
import { ensureBuilt } from "../../scripts/lib/builds";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(os.tmpdir(), "steward-served-"));
let web: Server;
let url: string;

beforeAll(async () => {
  await ensureBuilt(["bundles"], (_label, work) => work());
  web = createServer((request, response) => {
    const file = (request.url ?? "").split("/").at(-1) ?? "";
    const answer = serveCli(new Request(`http://web${request.url ?? ""}`), { params: Promise.resolve({ file }) });
    void answer.then(async (served) => {
      response.writeHead(served.status, Object.fromEntries(served.headers));
      response.end(Buffer.from(await served.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  process.env.STEWARD_URL = url;
});
afterAll(async () => {
  await new Promise((resolve) => web.close(resolve));
  rmSync(folder, { recursive: true });
});

const take = async (file: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(`${url}/cli/${file}`)).arrayBuffer());

test("`npx {STEWARD_URL}/cli/steward.tgz` runs the CLI, and it knows whose it is", async () => {
  const env = { ...process.env, HOME: folder, npm_config_cache: path.join(folder, "npm") };
  const npx = (...args: string[]) => run("npx", ["--yes", `${url}/cli/steward.tgz`, ...args], { env, cwd: folder });

  const version = await npx("version", "--json");
  const login = await npx("login", "--json").catch((error: unknown) => error as { stdout: string });
  const status = await npx("status").catch((error: unknown) => error as { stderr: string });

  expect(JSON.parse(version.stdout)).toMatchObject({ version: "0.1.0" });
  // This web has no gateway behind it; that it was asked, and no address was, is the point.
  expect(JSON.parse(login.stdout)).toMatchObject({ error: { message: `There is no Steward at ${url}.` } });
  // Advice is given as it must be typed by someone who has no `steward` on the PATH.
  expect(status.stderr).toContain(`Run \`npx --yes ${url}/cli/steward.tgz login\`.`);
});

test("what is served matches its checksums, and they their signature", async () => {
  const [sums, signature, key, program, archive] = await Promise.all(
    ["SHA256SUMS", "SHA256SUMS.sig", "steward.pub", "steward.mjs", "steward.tgz"].map(take),
  );
  const digest = (bytes: Buffer | undefined): string =>
    createHash("sha256")
      .update(bytes ?? "")
      .digest("hex");

  expect(sums?.toString()).toBe(`${digest(program)}  steward.mjs\n${digest(archive)}  steward.tgz\n`);
  expect(verify(null, sums ?? Buffer.alloc(0), createPublicKey(key ?? ""), signature ?? Buffer.alloc(0))).toBe(true);
});

test("what is not there is said, with what there is", async () => {
  const response = await fetch(`${url}/cli/steward.exe`);

  expect(response.status).toBe(404);
  expect(await response.text()).toContain("steward.tgz");
});
