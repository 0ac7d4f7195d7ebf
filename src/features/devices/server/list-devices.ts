import { query } from "@/server/query";
import { DeviceClients, ListDevicesInput } from "../schemas";

/**
 * The machines within the actor's reach, last seen first: which programs they run, how strongly they are bound, and the
 * checksum of the settings they last proved to run.
 */
export const listDevices = query({
  permission: "device:read",
  target: "within",
  input: ListDevicesInput,
  async run({ db, input, within }) {
    const devices = await db.device.findMany({
      where: {
        AND: [
          within.ofEmployee,
          input.employeeId === undefined ? {} : { employeeId: input.employeeId },
          input.withRevoked ? {} : { revokedAt: null },
        ],
      },
      select: {
        id: true,
        name: true,
        os: true,
        hostname: true,
        cliVersion: true,
        clients: true,
        protection: true,
        appliedBundle: true,
        appliedAt: true,
        lastSeenAt: true,
        revokedAt: true,
        createdAt: true,
        employee: { select: { id: true, fullName: true, email: true, status: true } },
      },
      orderBy: [{ lastSeenAt: { sort: "desc", nulls: "last" } }, { createdAt: "desc" }],
      take: input.limit,
    });
    return devices.map((device) => ({ ...device, clients: DeviceClients.parse(device.clients) }));
  },
});
