import { command } from "@/server/command";
import { DomainError } from "@/server/errors";
import { RevokeDeviceInput } from "../schemas";
import { revokeTokens } from "./internal/revoke-tokens";

/**
 * Cuts a machine off: all its tokens end, those of its agents included, within five seconds at every door. It may sign
 * in again as a new device; to keep a person out, suspend the person.
 */
export const revokeDevice = command({
  name: "device.revoke",
  permission: "device:revoke",
  target: ({ db, input }) => db.device.findUnique({ where: { id: input.deviceId }, select: { employeeId: true } }),
  input: RevokeDeviceInput,
  async run({ db, input, now }) {
    const device = await db.device.findUnique({
      where: { id: input.deviceId },
      select: { id: true, name: true, employeeId: true, revokedAt: true },
    });
    if (!device) throw new DomainError("NOT_FOUND", "Not found, or not yours to see.");
    if (device.revokedAt !== null) throw new DomainError("CONFLICT", "This device is cut off already.");
    await db.device.update({ where: { id: device.id }, data: { revokedAt: now } });
    await revokeTokens(db, device.id, now);
    return {
      result: { deviceId: device.id },
      audit: {
        targetType: "device",
        targetId: device.id,
        employeeId: device.employeeId,
        before: { name: device.name, revokedAt: null },
        after: { revokedAt: now },
      },
    };
  },
});
