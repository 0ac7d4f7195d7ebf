import { z } from "zod";

/**
 * What `steward sync` takes from the gateway: `GET /api/v1/sync` with a device's or person's bearer answers a
 * `SyncDocumentV1` and its checksum as ETag, and 304 to an `If-None-Match` that names it. The document says what to
 * write on this machine; the policy itself is not in it, because Claude Code fetches that from the gateway at every start.
 */

/** `sha256:` and 64 hex digits, over canonical JSON: keys sorted at every level, no white space. */
export const Checksum = z.string().regex(/^sha256:[0-9a-f]{64}$/, "A checksum looks like sha256:… with 64 hex digits");

/** The agent programs that have a row in the shelf, by the name that paths, rules and the log use. */
export const CLIENT_KEYS = ["claude-code", "codex", "gemini-cli", "cursor", "windsurf", "vscode", "opencode"] as const;
export type ClientKey = (typeof CLIENT_KEYS)[number];

const JsonObject = z.record(z.string(), z.json());

/**
 * One agent program as this person gets it. `managedFile` belongs where only root may write (for Claude Code
 * `managed-settings.d/<name>` in the system's own folder), whole. `userSettings` is the second best: keys to merge into
 * the person's own settings file where the first cannot be written.
 */
export const SyncClientV1 = z.object({
  client: z.enum(CLIENT_KEYS),
  isEnabled: z.boolean(),
  /** The oldest version whose hooks refuse when the gateway is away; older ones let everything pass. */
  minimumVersion: z.string(),
  managedFile: z.object({ name: z.string(), content: JsonObject }),
  userSettings: JsonObject,
  /** The checksum of the remote settings this person gets now: what a device should prove to run. */
  settingsChecksum: Checksum,
});
export type SyncClientV1 = z.output<typeof SyncClientV1>;

export const SyncDocumentV1 = z.object({
  version: z.literal(1),
  /** Over the whole document without this field; also the ETag. */
  checksum: Checksum,
  organization: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  person: z.object({ employeeId: z.uuid(), name: z.string(), email: z.string() }),
  deviceId: z.uuid().nullable(),
  webUrl: z.url(),
  gatewayUrl: z.url(),
  /** The oldest CLI that understands this document. */
  minimumCliVersion: z.string(),
  clients: z.array(SyncClientV1),
});
export type SyncDocumentV1 = z.output<typeof SyncDocumentV1>;

/**
 * `POST /api/v1/sync/baseline`: the settings that a machine's own managed file held before Steward's remote document
 * shadowed it. The gateway keeps what restricts (added to the person's configuration, never taken away) and names what
 * it left out; sending the same again changes nothing. At most 256 KB.
 */
export const SyncBaselineV1 = z.object({ client: z.literal("claude-code"), settings: JsonObject });
export type SyncBaselineV1 = z.output<typeof SyncBaselineV1>;

/** Paths such as `permissions.deny`: kept, and left out because they restrict nothing or are not known. */
export const SyncBaselineAnswerV1 = z.object({ imported: z.array(z.string()), ignored: z.array(z.string()) });
export type SyncBaselineAnswerV1 = z.output<typeof SyncBaselineAnswerV1>;
