import { z } from "zod";
import { Checksum } from "@/contracts/sync";

/** Consonants only (RFC 8628, 6.1): no word can be spelled by accident, and no two letters are taken for each other. */
export const USER_CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const USER_CODE = new RegExp(`^[${USER_CODE_ALPHABET}]{8}$`);

/** The code that a person types or confirms, however it was typed: case, spaces and hyphens do not matter. */
export const UserCode = z
  .string()
  .max(40)
  .transform((typed) => typed.toUpperCase().replace(/[^A-Z]/g, ""))
  .refine((letters) => USER_CODE.test(letters), "This is not a sign-in code; it looks like BCDF-GHJK");

/** `BCDFGHJK` as people read it: `BCDF-GHJK`. */
export function formatUserCode(letters: string): string {
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export const DeviceCodeInput = z.strictObject({ userCode: UserCode });

const Fact = z.string().trim().max(200);

/** An agent program found on a machine, as the machine names it. */
export const DeviceClient = z.object({ name: Fact.min(1), version: Fact.optional() });
export type DeviceClient = z.output<typeof DeviceClient>;
export const DeviceClients = z.array(DeviceClient).max(50);

export const Surface = z.enum(["claude_code", "steward_cli"]);

/** What a machine says when it asks to be signed in. Evidence, never truth: people see it, nothing is decided by it. */
export const StartAuthorizationInput = z.object({
  surface: Surface,
  deviceName: Fact.optional(),
  hostname: Fact.optional(),
  os: Fact.optional(),
  clientVersion: Fact.optional(),
  clients: DeviceClients.default([]),
});

export const ExchangeCodeInput = z.object({ deviceCode: z.string().min(1).max(200) });
export const RefreshInput = z.object({ refreshToken: z.string().min(1).max(200) });
export const SignOutDeviceInput = z.object({ token: z.string().min(1).max(200) });

/**
 * How strongly a machine is bound: `enforced` by a file that only root may write, `user-level` by one that its person
 * may change, `observed` by neither.
 */
export const Protection = z.enum(["enforced", "user-level", "observed"]);

export const ListDevicesInput = z.strictObject({
  employeeId: z.uuid().optional(),
  /** Also those that were cut off. */
  withRevoked: z.boolean().default(false),
  limit: z.number().int().min(1).max(500).default(100),
});

export const RevokeDeviceInput = z.strictObject({ deviceId: z.uuid() });

/** `POST /api/v1/sync/ack`: what the machine now runs. Absent fields leave what we know as it is. */
export const AcknowledgeSettingsInput = z.strictObject({
  checksum: Checksum.optional(),
  protection: Protection.optional(),
  clients: DeviceClients.optional(),
  cliVersion: Fact.optional(),
});
