import type { Db } from "@/server/db";

/** Ends every token of a device, of all families, its hook token included. */
export async function revokeTokens(db: Db, deviceId: string, now: Date): Promise<void> {
  await revokePairs(db, { deviceId }, now);
  await db.accessToken.updateMany({ where: { deviceId, revokedAt: null }, data: { revokedAt: now } });
}

/** Ends the pairs of a device or of one family; a device's hook token lives on. */
export async function revokePairs(db: Db, of: { deviceId: string } | { familyId: string }, now: Date): Promise<void> {
  const data = { revokedAt: now };
  await db.refreshToken.updateMany({ where: { ...of, revokedAt: null }, data });
  await db.accessToken.updateMany({ where: { ...of, audience: "agent", revokedAt: null }, data });
}
