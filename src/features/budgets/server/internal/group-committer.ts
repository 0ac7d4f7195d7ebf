import { setTimeout as sleep } from "node:timers/promises";

type Pending<Item, Answer> = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

/** Writes a batch; answers come in the order of the items. */
export type Flush<Item, Answer> = (items: Item[]) => Promise<Answer[]>;

/**
 * Lets many callers share one commit: what arrives while a batch is being written joins the next one, so the busier it
 * is, the larger the batches, and a lone caller waits for nobody.
 */
export class GroupCommitter<Item, Answer> {
  #waiting: Pending<Item, Answer>[] = [];
  #isFlushing = false;
  readonly #flush: Flush<Item, Answer>;
  readonly #maxBatch: number;
  readonly #gatherMs: number;

  /** `gatherMs`: how long the first of a batch may be kept waiting for others, where nobody waits for the answer. */
  constructor(flush: Flush<Item, Answer>, { maxBatch, gatherMs = 0 }: { maxBatch: number; gatherMs?: number }) {
    this.#flush = flush;
    this.#maxBatch = maxBatch;
    this.#gatherMs = gatherMs;
  }

  /** Resolves with the item's answer once its batch is committed; rejects when the batch could not be written. */
  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isFlushing) {
        this.#isFlushing = true;
        if (this.#gatherMs === 0) setImmediate(() => void this.#run());
        else setTimeout(() => void this.#run(), this.#gatherMs);
      }
    });
  }

  /** How many have not been answered yet. */
  get size(): number {
    return this.#waiting.length + (this.#isFlushing ? 1 : 0);
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#maxBatch);
      try {
        const answers = await this.#flush(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, place) => {
          resolve(answers[place] as Answer);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (this.#gatherMs > 0 && this.#waiting.length > 0) await sleep(this.#gatherMs);
    }
    this.#isFlushing = false;
  }
}
