import { z } from "zod";

/** Consonants only (RFC 8628, 6.1): no word can be spelled by accident, and no two letters are taken for each other. */
export const USER_CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const USER_CODE_LETTERS = 8;

/** The code that a person types or confirms, however it was typed: case, spaces and hyphens do not matter. */
export const UserCode = z
  .string()
  .max(40)
  .transform((typed) => typed.toUpperCase().replace(/[^A-Z]/g, ""))
  .refine(
    (letters) =>
      letters.length === USER_CODE_LETTERS && [...letters].every((letter) => USER_CODE_ALPHABET.includes(letter)),
    "This is not a sign-in code; it looks like BCDF-GHJK",
  );

/** `BCDFGHJK` as people read it: `BCDF-GHJK`. */
export function formatUserCode(letters: string): string {
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export const DeviceCodeInput = z.strictObject({ userCode: UserCode });

const Fact = z.string().trim().max(200);

/** An agent program found on a machine, as the machine names it. */
export const DeviceClient = z.object({ name: Fact.min(1), version: Fact.optional() });
export const DeviceClients = z.array(DeviceClient).max(50);

/** What a machine says about itself when it signs in. Evidence, never truth: nothing is decided by it. */
export const MachineFacts = z.object({
  name: Fact.optional(),
  os: Fact.optional(),
  hostname: Fact.optional(),
  cliVersion: Fact.optional(),
  clients: DeviceClients.optional(),
});
export type MachineFacts = z.output<typeof MachineFacts>;

export const Surface = z.enum(["claude_code", "steward_cli"]);
export type Surface = z.output<typeof Surface>;

export const Protection = z.enum(["enforced", "user-level", "observed"]);

export const ListDevicesInput = z.strictObject({
  employeeId: z.uuid().optional(),
  /** Also those that were cut off. */
  withRevoked: z.boolean().default(false),
  limit: z.number().int().min(1).max(500).default(100),
});

export const RevokeDeviceInput = z.strictObject({ deviceId: z.uuid() });

/** A settings document's checksum as the Claude Code protocol writes it. */
export const SettingsChecksum = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, "A checksum looks like sha256:… with 64 hex digits");

/** `POST /api/v1/sync/ack`: what the machine now runs. Absent fields leave what we know as it is. */
export const AcknowledgeSettingsInput = z.strictObject({
  checksum: SettingsChecksum.optional(),
  protection: Protection.optional(),
  clients: DeviceClients.optional(),
  cliVersion: Fact.optional(),
});
