import { z } from "zod";
import { systemCommand } from "@/server/system-command";
import { keepHookToken } from "./exchange-code";
import { hookTokenOf } from "./internal/token-pairs";

/**
 * The hook token of a device, for the settings document that carries it to the machine. It follows from the device and
 * the root secret, so it is the same each time and nothing but its hash is stored; after the root secret was rotated it
 * is another one, and the old one keeps working until the device is revoked.
 */
export const deviceHookToken = systemCommand({
  name: "device.authorize",
  input: z.strictObject({ orgId: z.uuid(), deviceId: z.uuid() }),
  async run({ db, input }) {
    await keepHookToken(db, input);
    return { result: hookTokenOf(input.deviceId), audit: null };
  },
});
