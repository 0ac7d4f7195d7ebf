import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { DomainError } from "./errors";
import { onceInProcess } from "./once";
import { systemPool } from "./system-db";

/** At most `limit` attempts in `windowSeconds` for one key, such as `sign-in:mail:a@b.c`. */
export type ThrottleKey = { key: string; limit: number; windowSeconds: number };

const limiters = onceInProcess("throttle.limiters", () => new Map<string, RateLimiterPostgres>());

function limiterFor({ limit, windowSeconds }: ThrottleKey): RateLimiterPostgres {
  const name = `${String(limit)}/${String(windowSeconds)}`;
  const made =
    limiters().get(name) ??
    new RateLimiterPostgres({
      storeClient: systemPool(),
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      keyPrefix: "t",
      points: limit,
      duration: windowSeconds,
    });
  limiters().set(name, made);
  return made;
}

/**
 * Counts one attempt against every key. Throws RATE_LIMITED with the seconds to wait when any is used up, and
 * UNAVAILABLE when the counters cannot be read: an attempt that cannot be counted is not made.
 */
export async function throttle(keys: readonly ThrottleKey[]): Promise<void> {
  for (const key of keys) {
    try {
      await limiterFor(key).consume(key.key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) {
        throw new DomainError("UNAVAILABLE", "This cannot be checked right now.", {
          remedy: "Try again in a minute.",
          cause: refused,
        });
      }
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw new DomainError("RATE_LIMITED", `Too many attempts. Wait ${waitText(seconds)}.`, {
        retryAfterSeconds: seconds,
        remedy: `Try again in ${waitText(seconds)}.`,
      });
    }
  }
}

/** Forgets what was counted against the keys, after an attempt that succeeded. */
export async function unthrottle(keys: readonly ThrottleKey[]): Promise<void> {
  await Promise.all(keys.map((key) => limiterFor(key).delete(key.key)));
}

/** Takes one attempt back that turned out to be none, so that a busy office is not counted like somebody who guesses. */
export async function giveBack(keys: readonly ThrottleKey[]): Promise<void> {
  await Promise.all(keys.map((key) => limiterFor(key).reward(key.key)));
}

function waitText(seconds: number): string {
  if (seconds < 90) return `${String(seconds)} seconds`;
  return `${String(Math.ceil(seconds / 60))} minutes`;
}
