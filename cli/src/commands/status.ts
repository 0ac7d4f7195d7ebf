import { takeSync } from "../gateway/api";
import { runningChecksum } from "../machine/running-settings";
import { findClients } from "../machine/find-clients";
import { currentAccess } from "../session";
import { readSyncState } from "../sync-state";
import { readProtection } from "../writers/claude-code";
import type { Context } from "./context";
import { protectionLine } from "./describe";

/** Who is signed in where, what holds the agents here, and whether they run what the company wants now. Changes nothing. */
export async function status({ io, machine }: Context): Promise<void> {
  const access = await currentAccess(machine);
  const state = readSyncState(machine, access.gatewayUrl);
  const document = await takeSync(access, null);
  const wanted = document?.clients.find(({ client }) => client === "claude-code")?.settingsChecksum ?? null;
  const runs = runningChecksum(machine);
  const protection = readProtection(machine, access.gatewayUrl);
  const clients = await findClients(machine);
  const isCurrent = runs === null ? null : runs === wanted;
  const settings =
    isCurrent === null
      ? "not taken yet: Claude Code takes them at its start"
      : isCurrent
        ? "current"
        : "an older version until its next start";
  const person = document?.person ?? null;
  const organization = document?.organization ?? null;
  const programs = clients.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
  io.data(
    {
      ...{
        gateway: access.gatewayUrl,
        web: document?.webUrl ?? null,
        person,
        organization,
        deviceId: document?.deviceId ?? null,
      },
      ...{ protection: protection.level, protectionReason: protection.reason, clients },
      ...{ settingsChecksum: wanted, runsChecksum: runs, isCurrent, syncedAt: state?.syncedAt ?? null },
    },
    [
      `Person      ${person ? `${person.name} (${person.email})` : "unknown"}`,
      `Company     ${organization?.name ?? "unknown"}`,
      `Gateway     ${access.gatewayUrl}`,
      protectionLine(io, protection),
      `Agents      ${programs.length > 0 ? programs.join(", ") : "none found"}`,
      `Settings    ${settings}`,
      `Synced      ${state?.syncedAt ?? "never"}`,
    ],
  );
}
