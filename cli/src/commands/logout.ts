import { revokeToken } from "../gateway/sign-in";
import { notSignedIn, readSession, removeSession } from "../session";
import { readSyncState, removeSyncState } from "../sync-state";
import { applyChange, type Change } from "../writers/changes";
import { managedDocuments, planSignOut, planUserSettings } from "../writers/claude-code";
import type { Context } from "./context";

/**
 * Signs this device out: both token families end at the gateway, and what we wrote into the person's own files goes. The
 * administrator's file stays: it is what keeps an agent from working unmanaged.
 */
export async function logout({ io, machine }: Context): Promise<void> {
  const session = readSession(machine);
  if (session === null) throw notSignedIn();
  const isRevoked = await revokeToken(session.revocationEndpoint, session.refreshToken ?? session.accessToken).then(
    () => true,
    () => false,
  );
  const client = readSyncState(machine, session.gatewayUrl)?.document.clients.find(
    ({ client }) => client === "claude-code",
  );
  const changes: Change[] = [planSignOut(machine, session.gatewayUrl)];
  if (client) changes.push(planUserSettings(machine, client, false));
  for (const change of changes) applyChange(change);
  removeSyncState(machine);
  removeSession(machine);

  const kept = managedDocuments(machine).flatMap(({ file, isOurs }) => (isOurs ? [file] : []));
  if (!isRevoked) {
    io.warn(
      "the gateway could not be told: revoke this device on the Devices page, or it stays valid until it expires",
    );
  }
  for (const file of kept) io.say(`${file} stays: it belongs to this machine's administrator.`);
  const data = {
    signedOut: true,
    revoked: isRevoked,
    changes: changes.map(({ path, action }) => ({ path, action })),
    kept,
  };
  io.data(data, ["Signed out."]);
}
