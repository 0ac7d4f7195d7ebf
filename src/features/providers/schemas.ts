import { z } from "zod";

/** Whose models we can call. */
export const PROVIDERS = ["anthropic"] as const;
export type Provider = (typeof PROVIDERS)[number];

const Key = z
  .string()
  .trim()
  .min(16, "This is too short for a key")
  .max(500)
  .regex(/^[\x21-\x7e]+$/, "A key has no spaces and no special characters");

export const CreateCredentialInput = z.strictObject({ provider: z.enum(PROVIDERS), key: Key });
export const ListCredentialsInput = z.strictObject({});
export const RevokeCredentialInput = z.strictObject({ credentialId: z.uuid() });
