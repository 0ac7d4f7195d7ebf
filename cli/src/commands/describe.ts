import type { Io } from "../io";
import type { SyncResult } from "../synchronize";
import type { ProtectionFound } from "../writers/claude-code";

const TONES = { enforced: "good", "user-level": "warning", observed: "bad" } as const;
const MEANINGS = {
  enforced: "enforced: only an administrator of this machine can undo it",
  "user-level": "user-level: advice that its person can undo",
  observed: "observed: nothing on this machine holds the agent",
};

export function protectionLine(io: Io, { level, reason }: ProtectionFound): string {
  return `Protection  ${io.paint(TONES[level], MEANINGS[level])} (${reason})`;
}

/** What a sync did, for scripts and for people. */
export function describeSync(result: SyncResult): { data: Record<string, unknown>; lines: string[] } {
  const changes = result.changes.map(({ path, action, keys }) => ({ path, action, keys }));
  const lines = changes.map(({ path, action, keys }) => {
    const what = action === "unchanged" || keys.length === 0 ? "" : `  (${keys.join(", ")})`;
    return `${action.padEnd(9)}  ${path}${what}`;
  });
  if (result.imported.length > 0) lines.push(`imported   ${result.imported.join(", ")} of this machine's own settings`);
  const data = {
    changes,
    protection: result.protection.level,
    protectionReason: result.protection.reason,
    clients: result.clients,
    settingsChecksum: result.client.settingsChecksum,
    runsChecksum: result.runs,
    imported: result.imported,
    warnings: result.warnings,
  };
  return { data, lines };
}
