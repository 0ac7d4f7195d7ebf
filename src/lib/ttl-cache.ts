type Entry<Value> = { value: Promise<Value>; until: number };

/**
 * Answers kept for a short, fixed time. Askers of the same key share one look-up; a look-up that fails is not kept.
 * Whatever `drop` names is asked anew, also when its look-up was still under way, so a notice never loses to a race.
 */
export class TtlCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #ttlMs: number;
  readonly #entriesMax: number;

  constructor({ ttlMs, entriesMax = 10_000 }: { ttlMs: number; entriesMax?: number }) {
    this.#ttlMs = ttlMs;
    this.#entriesMax = entriesMax;
  }

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const nowMs = performance.now();
    const kept = this.#entries.get(key);
    if (kept && kept.until > nowMs) return kept.value;
    this.#makeRoom();
    const entry = { value: load(), until: nowMs + this.#ttlMs };
    this.#entries.set(key, entry);
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry.value;
  }

  drop(isStale: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (isStale(key)) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The oldest answers go first: a map keeps the order of insertion. */
  #makeRoom(): void {
    while (this.#entries.size >= this.#entriesMax) {
      const [oldest] = this.#entries.keys();
      if (oldest === undefined) return;
      this.#entries.delete(oldest);
    }
  }
}
