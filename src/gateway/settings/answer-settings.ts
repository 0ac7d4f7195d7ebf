import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ManagedSettings, managedSettings } from "@/features/configs/server";
import { type Identity, identifyBearer } from "@/features/devices/server";
import { env } from "@/env";
import { now } from "@/server/clock";
import { hashToken } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import { log } from "@/server/log";
import type { Change } from "@/server/notify";
import { bearerOf, identify, requireScope } from "../identity";
import { LastGood } from "./last-good";

/** A client that waits too long for its settings does not start, so a slow database counts as one that is away. */
const PATIENCE_MS = 2_500;
const RECHECK_AFTER_MS = 100;

export type SettingsAnswer = { answer: ManagedSettings; servedFrom: "now" | "last-good"; confirmedAt: Date };

let opened: LastGood | undefined;

function lastGood(): LastGood {
  opened ??= new LastGood(path.join(env.stewardDataDir, "last-good-settings"));
  return opened;
}

/** Forgets what is kept in memory about the folder, as a restart does; for tests. */
export function reopenLastGood(): void {
  opened = undefined;
}

/**
 * The settings of whoever asks: made now, or, while that cannot be done, what this very token was last served, up to a
 * day old. A token that is known not to stand gets nothing of either: UNAUTHENTICATED or FORBIDDEN, and its kept document
 * is dropped. A token nobody can check and nothing is kept for: UNAVAILABLE. Never an empty policy, never "not found".
 */
export async function answerSettings(headers: Headers): Promise<SettingsAnswer> {
  const bearer = bearerOf(headers);
  const tokenHash = hashToken(bearer);
  const fresh = makeNow(headers, bearer);
  try {
    return await Promise.race([fresh, keptWhenSlow(tokenHash, fresh)]);
  } catch (error) {
    if (isRefusal(error)) {
      await lastGood().forget(tokenHash);
      throw error;
    }
    log().error({ err: error }, "settings cannot be made right now");
    const kept = await keptFor(tokenHash);
    if (kept) return kept;
    throw new DomainError("UNAVAILABLE", "Steward cannot read your organization's settings right now.", {
      remedy: "Try again in a minute.",
      retryAfterSeconds: 15,
      cause: error,
    });
  }
}

async function makeNow(headers: Headers, bearer: string): Promise<SettingsAnswer> {
  const identity = await identify(headers);
  requireScope(identity, "settings:read");
  const answer = await madeFor(identity, bearer);
  const at = now();
  await keep(identity, { answer, at });
  return { answer, servedFrom: "now", confirmedAt: at };
}

/** A person who vanished between the two look-ups is one nobody knows. */
async function madeFor(identity: Identity, bearer: string): Promise<ManagedSettings> {
  try {
    return await managedSettings(identity, bearer);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "NOT_FOUND") throw error;
    throw new DomainError("UNAUTHENTICATED", "This sign-in is not known, has ended or was revoked.", { cause: error });
  }
}

/** A full or read-only disk is no reason to keep settings back. */
async function keep(identity: Identity, made: { answer: ManagedSettings; at: Date }): Promise<void> {
  try {
    await lastGood().keep(identity, made);
  } catch (error) {
    log().error({ err: error }, "the last good settings could not be kept on disk");
  }
}

async function keptFor(tokenHash: string): Promise<SettingsAnswer | null> {
  const kept = await lastGood().find(tokenHash, now());
  return kept && { ...kept, servedFrom: "last-good" };
}

/** After a while, what is kept; where nothing is, whatever comes of the other. */
async function keptWhenSlow(tokenHash: string, fresh: Promise<SettingsAnswer>): Promise<SettingsAnswer> {
  const isSettled = fresh.then(
    () => true,
    () => true,
  );
  if (await Promise.race([isSettled, sleep(PATIENCE_MS, false)])) return fresh;
  return (await keptFor(tokenHash)) ?? fresh;
}

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && (error.code === "UNAUTHENTICATED" || error.code === "FORBIDDEN");
}

const STANDING = new Set(["access_tokens", "api_tokens", "devices", "employees", "organizations", "users", "*"]);
const rechecks = new Map<string | null, NodeJS.Timeout>();

/**
 * Looks, after a notice that somebody's access may have ended, which kept documents lost their owner, so that a
 * revocation also holds while Postgres is away afterwards. Several notices at once are one look.
 */
export function recheckLastGood({ table, orgId }: Change): void {
  if (!STANDING.has(table) || rechecks.has(orgId)) return;
  const timer = setTimeout(() => {
    rechecks.delete(orgId);
    lastGood()
      .recheck(orgId, stillStands)
      .catch((error: unknown) => {
        log().warn({ err: error }, "kept settings could not be looked through after a change");
      });
  }, RECHECK_AFTER_MS).unref();
  rechecks.set(orgId, timer);
}

async function stillStands(tokenHash: string): Promise<boolean> {
  const identity = await identifyBearer(tokenHash);
  return identity !== null && identity.employeeStatus === "active" && identity.orgStatus === "active";
}

/** Drops kept documents that nobody may be served any more. */
export async function sweepLastGood(): Promise<void> {
  await lastGood().sweep(now());
}
