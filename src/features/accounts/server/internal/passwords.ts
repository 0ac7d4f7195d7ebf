import { hash, verify } from "@node-rs/argon2";
import { randomBytes } from "node:crypto";

/** Argon2id, the library's default algorithm, at 19 MiB and two passes: OWASP's password storage cheat sheet, first choice. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password is the stored one. Where nothing is stored it takes just as long to say no, so the clock does
 * not tell which addresses have an account.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const against = stored ?? (await (decoy ??= hashPassword(randomBytes(32).toString("base64url"))));
  const matches = await verify(against, password);
  return stored !== null && matches;
}
