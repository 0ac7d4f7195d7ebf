import { memberProcedure, router } from "@/server/trpc";
import { DeviceCodeInput, ListDevicesInput, RevokeDeviceInput } from "../schemas";
import { approveDevice, denyDevice } from "./decide-device-code";
import { describeDeviceCode } from "./describe-device-code";
import { listDevices } from "./list-devices";
import { revokeDevice } from "./revoke-device";

/**
 * Devices: the machines that people signed in. Describing a code is a mutation because a query's input stands in the
 * address, and codes do not belong into access logs.
 */
export const devicesRouter = router({
  list: memberProcedure.input(ListDevicesInput).query(({ ctx, input }) => listDevices(ctx.actor, input)),
  revoke: memberProcedure.input(RevokeDeviceInput).mutation(({ ctx, input }) => revokeDevice(ctx.actor, input)),
  describeCode: memberProcedure
    .input(DeviceCodeInput)
    .mutation(({ ctx, input }) => describeDeviceCode(ctx.actor, input)),
  approve: memberProcedure.input(DeviceCodeInput).mutation(({ ctx, input }) => approveDevice(ctx.actor, input)),
  deny: memberProcedure.input(DeviceCodeInput).mutation(({ ctx, input }) => denyDevice(ctx.actor, input)),
});
