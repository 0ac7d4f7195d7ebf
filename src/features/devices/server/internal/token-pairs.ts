import { newId } from "@/lib/ids";
import { derivedTokens, hashToken, newToken } from "@/server/crypto";
import type { SystemDb } from "@/server/db";

/** Figures of the token contract: access an hour, refresh thirty days from its last use. */
export const ACCESS_SECONDS = 3_600;
export const REFRESH_SECONDS = 30 * 24 * 3_600;

export type TokenPair = { accessToken: string; refreshToken: string; expiresInSeconds: number };
type Family = { orgId: string; deviceId: string; familyId: string; surface: string };

/** Stores a pair's hashes, in the caller's transaction. The texts exist only in the answer. */
export async function storePair(
  db: SystemDb,
  family: Family,
  { accessToken, refreshToken, now }: { accessToken: string; refreshToken: string; now: Date },
): Promise<TokenPair> {
  const { orgId, deviceId, familyId, surface } = family;
  await db.accessToken.create({
    data: {
      id: newId(),
      orgId,
      deviceId,
      familyId,
      audience: "agent",
      tokenHash: hashToken(accessToken),
      expiresAt: new Date(now.getTime() + ACCESS_SECONDS * 1_000),
    },
  });
  await db.refreshToken.create({
    data: {
      id: newId(),
      orgId,
      deviceId,
      familyId,
      surface,
      tokenHash: hashToken(refreshToken),
      expiresAt: new Date(now.getTime() + REFRESH_SECONDS * 1_000),
    },
  });
  return { accessToken, refreshToken, expiresInSeconds: ACCESS_SECONDS };
}

/** The first pair of a new family. */
export function newPair(db: SystemDb, device: Omit<Family, "familyId">, now: Date): Promise<TokenPair> {
  const family = { ...device, familyId: newId() };
  return storePair(db, family, { accessToken: newToken("sta_"), refreshToken: newToken("str_"), now });
}

/**
 * The pairs that may follow a refresh token, the current key's first. A pair follows from the token itself, so repeating
 * a refresh gives the same successor although we keep nothing but hashes.
 */
export function successorsOf(refreshToken: string): { accessToken: string; refreshToken: string }[] {
  const access = derivedTokens("sta_", "refresh-successor", refreshToken);
  return derivedTokens("str_", "refresh-successor", refreshToken).flatMap((successor, at) => {
    const accessToken = access[at];
    return accessToken === undefined ? [] : [{ accessToken, refreshToken: successor }];
  });
}

/** The hook token of a device: always the same one, so the settings document that carries it keeps its checksum. */
export function hookTokenOf(deviceId: string): string {
  return derivedTokens("sth_", "hook-token", deviceId)[0];
}
