/** Neighbouring buckets differ by five per cent: finer than any estimate here needs to be. */
const GROWTH = Math.log(1.05);
/** Counts are halved when there are so many, so that what is learned follows what changes. */
const MAX_SAMPLES = 20_000;

/** Remembers how often which amounts occurred, in a few hundred numbers however many there were. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #total = 0;
  #sum = 0;

  add(amount: number): void {
    if (!(amount >= 0)) return;
    const bucket = amount < 1e-12 ? -Infinity : Math.ceil(Math.log(amount) / GROWTH);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
    this.#total += 1;
    this.#sum += amount;
    if (this.#total > MAX_SAMPLES) this.#halve();
  }

  get size(): number {
    return this.#total;
  }

  get mean(): number {
    return this.#total === 0 ? 0 : this.#sum / this.#total;
  }

  /** The amount that a share of all amounts stayed at or below, rounded up by at most five per cent. */
  quantile(share: number): number {
    let left = Math.ceil(this.#total * share);
    for (const bucket of [...this.#counts.keys()].sort((a, b) => a - b)) {
      left -= this.#counts.get(bucket) ?? 0;
      if (left <= 0) return bucket === -Infinity ? 0 : Math.exp(bucket * GROWTH);
    }
    return 0;
  }

  #halve(): void {
    this.#sum /= 2;
    this.#total = 0;
    for (const [bucket, count] of this.#counts) {
      const half = Math.ceil(count / 2);
      this.#counts.set(bucket, half);
      this.#total += half;
    }
  }
}
