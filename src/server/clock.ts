type Clock = () => Date;

const wall: Clock = () => new Date();
let clock: Clock = wall;

/** The time, from one place, so that tests can set it. Database defaults use the server's own clock. */
export function now(): Date {
  return clock();
}

/** Replaces the clock until the returned function is called. Only `src/test/clock.ts` does so. */
export function replaceClock(next: Clock): () => void {
  clock = next;
  return () => {
    clock = wall;
  };
}
