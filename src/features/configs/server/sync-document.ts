import { SyncDocumentV1 } from "@/contracts/sync";
import type { Identity } from "@/features/devices/server";
import { env } from "@/env";
import { CLAUDE_CODE_MINIMUM, claudeCodeManagedFile, claudeCodeUserSettings } from "./clients/claude-code";
import { managedSettings, servedContext } from "./managed-settings";
import { checksumOf } from "./resolve";

/** The oldest CLI that understands the document below. */
const MINIMUM_CLI = "0.1.0";

/**
 * What `steward sync` writes on this person's machine, for every agent program that Steward governs. It carries no
 * secret and no policy: Claude Code fetches its policy from the gateway at each start.
 */
export async function syncDocument(identity: Identity, bearer: string): Promise<SyncDocumentV1> {
  const { checksum: settingsChecksum } = await managedSettings(identity, bearer);
  const { organization, isEnabled } = await servedContext(identity);
  const gatewayUrl = env.stewardGatewayUrl;
  const document = {
    version: 1 as const,
    organization,
    person: { employeeId: identity.employeeId, name: identity.name, email: identity.email },
    deviceId: identity.deviceId,
    webUrl: env.stewardUrl,
    gatewayUrl,
    minimumCliVersion: MINIMUM_CLI,
    clients: [
      {
        client: "claude-code" as const,
        isEnabled,
        minimumVersion: CLAUDE_CODE_MINIMUM,
        managedFile: claudeCodeManagedFile(gatewayUrl),
        userSettings: claudeCodeUserSettings(gatewayUrl),
        settingsChecksum,
      },
    ],
  };
  return SyncDocumentV1.parse({ ...document, checksum: checksumOf(document) });
}
