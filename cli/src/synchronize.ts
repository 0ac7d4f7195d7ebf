import { createHash } from "node:crypto";
import type { SyncClientV1, SyncDocumentV1 } from "@/contracts/sync";
import { restrictionsOf } from "@/lib/client-files";
import { canonicalJson } from "@/lib/json";
import { VERSION } from "./build-info";
import { CliError } from "./errors";
import { type Access, acknowledge, type Acknowledgement, handOverBaseline, takeSync } from "./gateway/api";
import type { Machine } from "./machine/machine";
import { findClients, type FoundClient, isOlder } from "./machine/find-clients";
import { runningChecksum } from "./machine/running-settings";
import { readSyncState, writeSyncState } from "./sync-state";
import type { Change } from "./writers/changes";
import { foreignSettings, placeSettings, type ProtectionFound, readProtection } from "./writers/claude-code";

export type SyncResult = {
  document: SyncDocumentV1;
  client: SyncClientV1;
  changes: Change[];
  protection: ProtectionFound;
  clients: FoundClient[];
  /** Checksum of the settings Claude Code last took; null before its first start. */
  runs: string | null;
  imported: string[];
  warnings: string[];
};

/**
 * Brings this machine to what the gateway wants of it, and tells the gateway what it now runs. What a managed file of the
 * machine's own restricts is handed over first: if that fails, nothing is written, or the agent would be freer than before.
 */
export async function synchronize(machine: Machine, access: Access, isDry: boolean): Promise<SyncResult> {
  const state = readSyncState(machine, access.gatewayUrl);
  const document = (await takeSync(access, state?.document.checksum ?? null)) ?? state?.document;
  const client = document?.clients.find(({ client }) => client === "claude-code");
  if (!document || !client) throw new CliError("The gateway has no settings for Claude Code.", { code: "BAD_ANSWER" });

  const handover = await handOver(machine, access, { isDry, last: state?.baseline ?? null });
  const changes = placeSettings(machine, client, isDry);
  const clients = await findClients(machine);
  const protection = readProtection(machine, access.gatewayUrl);
  const runs = runningChecksum(machine);
  if (!isDry) {
    const { gatewayUrl } = access;
    const syncedAt = new Date().toISOString();
    writeSyncState(machine, { version: 1, gatewayUrl, document, baseline: handover.digest, syncedAt });
    // A machine's own token belongs to no device, so there is no row to tell about.
    if (document.deviceId !== null) await acknowledge(access, acknowledgementOf({ protection, clients, runs }));
  }
  const warnings = [...handover.warnings, ...versionWarnings(document, client, clients)];
  return { document, client, changes, protection, clients, runs, imported: handover.imported, warnings };
}

function acknowledgementOf({
  protection,
  clients,
  runs,
}: Pick<SyncResult, "protection" | "clients" | "runs">): Acknowledgement {
  return {
    protection: protection.level,
    clients: clients.map(({ name, version }) => ({ name, ...(version !== undefined && { version }) })),
    cliVersion: VERSION,
    ...(runs !== null && { checksum: runs }),
  };
}

type Handover = { digest: string | null; imported: string[]; warnings: string[] };

async function handOver(
  machine: Machine,
  access: Access,
  { isDry, last }: { isDry: boolean; last: string | null },
): Promise<Handover> {
  const { settings, paths, untaken } = restrictionsOf(foreignSettings(machine));
  const warnings = untaken.map(
    (path) => `"${path}" of this machine's managed settings no longer takes effect: the gateway's settings replace it`,
  );
  if (paths.length === 0) return { digest: null, imported: [], warnings };
  const digest = createHash("sha256").update(canonicalJson(settings)).digest("hex");
  if (digest === last || isDry) return { digest, imported: isDry ? paths : [], warnings };
  const { imported, ignored } = await handOverBaseline(access, settings);
  const shadowed = ignored.map((path) => `"${path}" of this machine's managed settings was not taken over`);
  return { digest, imported, warnings: [...warnings, ...shadowed] };
}

function versionWarnings(document: SyncDocumentV1, client: SyncClientV1, found: FoundClient[]): string[] {
  const claude = found.find(({ name }) => name === "claude-code");
  const warnings: string[] = [];
  if (claude?.version !== undefined && isOlder(claude.version, client.minimumVersion)) {
    warnings.push(
      `Claude Code ${claude.version} is older than ${client.minimumVersion} and will refuse to start: update it`,
    );
  }
  if (VERSION !== "0.0.0-source" && isOlder(VERSION, document.minimumCliVersion)) {
    warnings.push(
      `this CLI (${VERSION}) is older than ${document.minimumCliVersion}: take the new one from ${document.webUrl}`,
    );
  }
  return warnings;
}
