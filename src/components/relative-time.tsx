"use client";

import { useSyncExternalStore } from "react";

const STEPS: readonly [limitSeconds: number, unitSeconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, "second"],
  [3_600, 60, "minute"],
  [86_400, 3_600, "hour"],
  [86_400 * 30, 86_400, "day"],
  [86_400 * 365, 86_400 * 30, "month"],
  [Number.POSITIVE_INFINITY, 86_400 * 365, "year"],
];
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

function relative(at: Date, now: number): string {
  const seconds = (at.getTime() - now) / 1_000;
  const size = Math.abs(seconds);
  if (size < 10) return "just now";
  const step = STEPS.find(([limit]) => size < limit);
  return step === undefined ? "" : words.format(Math.round(seconds / step[1]), step[2]);
}

const TICK_MS = 15_000;
let clock = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all times on a page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    clock = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** How long ago, kept current; the exact moment is on hover and in the markup. Null reads as the fallback. */
export function RelativeTime({ at, fallback = "never" }: { at: Date | null; fallback?: string }) {
  const now = useSyncExternalStore(
    subscribe,
    () => clock,
    () => null,
  );
  if (at === null) return <span className="text-ink-faint">{fallback}</span>;
  const exact = `${full.format(at)} UTC`;
  return (
    <time dateTime={at.toISOString()} title={exact} className="whitespace-nowrap tabular-nums">
      {now === null ? exact : relative(at, now)}
    </time>
  );
}
