import { z } from "zod";
import { appendLog } from "@/server/audit";
import { DomainError } from "@/server/errors";
import { systemCommand } from "@/server/system-command";
import { AcknowledgeSettingsInput } from "../schemas";
import type { Identity } from "./identify-bearer";

/**
 * A machine says which settings it runs, how strongly they bind it, and which programs it has. Evidence, never truth:
 * people see it on the Devices page, and nothing is decided by it. The log gets a row when the settings or their strength
 * change, not for every report. Throws FORBIDDEN for a token that belongs to no machine.
 */
export async function acknowledgeSettings(
  identity: Pick<Identity, "orgId" | "deviceId">,
  input: z.input<typeof AcknowledgeSettingsInput>,
) {
  if (identity.deviceId === null) {
    throw new DomainError("FORBIDDEN", "This token belongs to no device.", {
      remedy: "Run `steward login` on the machine.",
    });
  }
  return acknowledge({ ...input, orgId: identity.orgId, deviceId: identity.deviceId });
}

const acknowledge = systemCommand({
  name: "device.acknowledge",
  input: AcknowledgeSettingsInput.extend({ orgId: z.uuid(), deviceId: z.uuid() }),
  async run({ db, input, now }) {
    const { orgId, deviceId, checksum, protection, clients, cliVersion } = input;
    const before = await db.device.findFirst({
      where: { id: deviceId, orgId },
      select: { appliedBundle: true, protection: true, employee: { select: { id: true, email: true } } },
    });
    if (!before) throw new DomainError("NOT_FOUND", "This device does not exist any more.");
    await db.device.update({
      where: { id: deviceId },
      data: {
        lastSeenAt: now,
        ...(checksum !== undefined && { appliedBundle: checksum, appliedAt: now }),
        ...(protection !== undefined && { protection }),
        ...(clients !== undefined && { clients }),
        ...(cliVersion !== undefined && { cliVersion }),
      },
    });
    const after = { appliedBundle: checksum ?? before.appliedBundle, protection: protection ?? before.protection };
    const { employee, ...known } = before;
    if (known.appliedBundle !== after.appliedBundle || known.protection !== after.protection) {
      await appendLog(db, {
        type: "config.synced",
        orgId,
        actor: { kind: "device", employeeId: employee.id, email: employee.email, deviceId },
        payload: { targetType: "device", targetId: deviceId, before: known, after },
        trust: "DEVICE",
      });
    }
    return { result: { deviceId, ...after }, audit: null };
  },
});
