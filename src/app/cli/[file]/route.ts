import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/env";
import { signingKey } from "@/server/crypto";
import { makeDistribution, type ServedFile } from "./distribution";

export const dynamic = "force-dynamic";

type Made = { builtAtMs: number; files: Map<string, ServedFile> };
let made: Made | undefined;

/** Made once per build of the CLI: packing and signing take a tenth of a second, and only the build changes the result. */
async function distribution(): Promise<Map<string, ServedFile> | null> {
  const root = process.cwd();
  const built = path.join(/* turbopackIgnore: true */ root, "dist", "steward.mjs");
  const builtAtMs = await stat(built).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
  if (builtAtMs === null) return null;
  if (made?.builtAtMs === builtAtMs) return made.files;
  const source = await readFile(built, "utf8");
  const manifest = await readFile(path.join(/* turbopackIgnore: true */ root, "cli", "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const files = makeDistribution({ source, version, origin: env.stewardUrl, key: signingKey() });
  made = { builtAtMs, files };
  return files;
}

type Params = { params: Promise<{ file: string }> };

/**
 * `GET /cli/{steward.mjs, steward.tgz, SHA256SUMS, SHA256SUMS.sig, steward.pub}`: the employee's CLI from the company's own
 * origin, open to everyone, since who has no sign-in yet needs it to get one. 503 while it is not built.
 */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { file } = await params;
  const files = await distribution();
  if (files === null) {
    const message = "The command line is not built on this server.";
    return Response.json({ error: { code: "UNAVAILABLE", message, remedy: "Run `npm run build`." } }, { status: 503 });
  }
  const served = files.get(file);
  if (!served) {
    const remedy = `There are ${[...files.keys()].join(", ")}.`;
    return Response.json(
      { error: { code: "NOT_FOUND", message: `There is no /cli/${file}.`, remedy } },
      { status: 404 },
    );
  }
  const etag = `"${createHash("sha256").update(served.bytes).digest("base64url")}"`;
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag } });
  const headers = {
    "content-type": served.type,
    "content-length": String(served.bytes.length),
    etag,
    "cache-control": "no-cache",
  };
  return new Response(new Uint8Array(served.bytes), { headers });
}
