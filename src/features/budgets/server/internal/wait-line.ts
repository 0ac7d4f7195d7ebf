/** How often the first in line asks again. Money that this very process frees makes it ask at once. */
const ASK_AGAIN_MS = 50;

type Place = { wake: () => void };

/**
 * Those of this process who wait for one account, first come first served: only the first asks, the others sleep until
 * it has left. The database keeps the same order between processes.
 */
class Line {
  readonly #places: Place[] = [];

  join(): Place {
    const place: Place = { wake: () => undefined };
    this.#places.push(place);
    return place;
  }

  leave(place: Place): void {
    this.#places.splice(this.#places.indexOf(place), 1);
    this.#places[0]?.wake();
  }

  get isEmpty(): boolean {
    return this.#places.length === 0;
  }

  /** Resolves when it is this place's turn to ask, or at the deadline, or when the signal fires. */
  turn(place: Place, until: { deadline: number; signal: AbortSignal }): Promise<void> {
    return new Promise((resolve) => {
      const left = Math.max(0, until.deadline - Date.now());
      const timer = setTimeout(done, this.#places[0] === place ? Math.min(ASK_AGAIN_MS, left) : left);
      function done(): void {
        clearTimeout(timer);
        until.signal.removeEventListener("abort", done);
        place.wake = () => undefined;
        resolve();
      }
      place.wake = done;
      until.signal.addEventListener("abort", done, { once: true });
      if (until.signal.aborted) done();
    });
  }

  nudge(): void {
    this.#places[0]?.wake();
  }
}

export type WaitingPlace = {
  turn(until: { deadline: number; signal: AbortSignal }): Promise<void>;
  leave(): void;
};

/** The lines of one process, one for each account (the id of a budget's period) that somebody waits for. */
export class WaitLines {
  readonly #lines = new Map<string, Line>();

  join(account: string): WaitingPlace {
    const line = this.#lines.get(account) ?? new Line();
    this.#lines.set(account, line);
    const place = line.join();
    return {
      turn: (until) => line.turn(place, until),
      leave: () => {
        line.leave(place);
        if (line.isEmpty) this.#lines.delete(account);
      },
    };
  }

  /** Lets the first of every line ask again: money has just become free. */
  nudge(): void {
    for (const line of this.#lines.values()) line.nudge();
  }
}
