import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";
import { tarball } from "./tarball";

/** The place in the built CLI where the origin that serves it is written (`cli/src/build-info.ts`). */
const ORIGIN_MARK = '"__STEWARD_SERVED_FROM__"';

export type ServedFile = { bytes: Buffer; type: string };
type Ingredients = { source: string; version: string; origin: string; key: KeyObject };

/**
 * Everything under `/cli/`: the one file, the same as a package for `npx`, their checksums, the checksums' Ed25519
 * signature and the public key. The CLI learns here whose it is, so that `login` needs no address.
 *
 * Checked with: `openssl pkeyutl -verify -pubin -inkey steward.pub -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig`
 */
export function makeDistribution({ source, version, origin, key }: Ingredients): Map<string, ServedFile> {
  const program = Buffer.from(source.replace(ORIGIN_MARK, () => JSON.stringify(origin)));
  const manifest = {
    name: "steward-cli",
    version,
    type: "module",
    bin: { steward: "steward.mjs" },
    engines: { node: ">=20.19" },
  };
  const archive = tarball([
    { name: "package/package.json", bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), mode: 0o644 },
    { name: "package/steward.mjs", bytes: program, mode: 0o755 },
  ]);
  const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
  const sums = Buffer.from(`${digest(program)}  steward.mjs\n${digest(archive)}  steward.tgz\n`);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" });
  return new Map([
    ["steward.mjs", { bytes: program, type: "text/javascript; charset=utf-8" }],
    ["steward.tgz", { bytes: archive, type: "application/gzip" }],
    ["SHA256SUMS", { bytes: sums, type: "text/plain; charset=utf-8" }],
    ["SHA256SUMS.sig", { bytes: sign(null, sums, key), type: "application/octet-stream" }],
    ["steward.pub", { bytes: Buffer.from(publicKey), type: "application/x-pem-file" }],
  ]);
}
