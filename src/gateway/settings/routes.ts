import { SyncBaselineV1 } from "@/contracts/sync";
import { importBaseline, syncDocument } from "@/features/configs/server";
import { now } from "@/server/clock";
import { DomainError, parseInput } from "@/server/errors";
import { readJson } from "@/server/http";
import { authenticated } from "../authenticated";
import { newRoutes } from "../context";
import { bearerOf } from "../identity";
import { answerSettings } from "./answer-settings";

const MAX_BASELINE_BYTES = 256_000;
const PRIVATE = "private, no-cache";

/** True when the client already has it: the header lists entity tags, quoted or, from careless ones, bare. */
export function isKnown(ifNoneMatch: string | undefined, checksum: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(",").map((tag) =>
    tag
      .trim()
      .replace(/^W\//, "")
      .replace(/^"(.*)"$/, "$1"),
  );
  return tags.includes(checksum);
}

/**
 * `GET /managed/settings` of the Claude Code gateway protocol: `{uuid, checksum, settings}` with the checksum as ETag, 304
 * only to an `If-None-Match` that names it. `GET /api/v1/sync` is the same for our CLI; `POST /api/v1/sync/baseline` takes
 * over what a machine's own managed file restricted.
 */
export const settingsRoutes = newRoutes()
  .get("/managed/settings", async (c) => {
    const { answer, servedFrom, confirmedAt } = await answerSettings(c.req.raw.headers);
    c.header("etag", `"${answer.checksum}"`);
    c.header("cache-control", PRIVATE);
    if (servedFrom === "last-good") {
      c.header("x-steward-settings", servedFrom);
      c.header("age", String(Math.max(0, Math.round((now().getTime() - confirmedAt.getTime()) / 1_000))));
    }
    return isKnown(c.req.header("if-none-match"), answer.checksum) ? c.body(null, 304) : c.json(answer);
  })
  .get("/api/v1/sync", authenticated("settings:read"), async (c) => {
    const document = await syncDocument(c.var.identity, bearerOf(c.req.raw.headers));
    c.header("etag", `"${document.checksum}"`);
    c.header("cache-control", PRIVATE);
    return isKnown(c.req.header("if-none-match"), document.checksum) ? c.body(null, 304) : c.json(document);
  })
  .post("/api/v1/sync/baseline", authenticated("settings:read"), async (c) => {
    if (c.var.identity.deviceId === null) {
      throw new DomainError("FORBIDDEN", "This token belongs to no device.", { remedy: "Run `steward login`." });
    }
    const input = parseInput(SyncBaselineV1, await readJson(c.req.raw, { maxBytes: MAX_BASELINE_BYTES }));
    return c.json(await importBaseline(c.var.identity, input));
  });
