import { replaceClock } from "@/server/clock";

/** Runs `work` while the product believes it is `at`; time stands still unless `advance` moves it. */
export async function atTime<T>(at: Date, work: (advance: (ms: number) => void) => Promise<T>): Promise<T> {
  let time = at.getTime();
  const restore = replaceClock(() => new Date(time));
  try {
    return await work((ms) => {
      time += ms;
    });
  } finally {
    restore();
  }
}
