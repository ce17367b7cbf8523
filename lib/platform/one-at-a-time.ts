import { AppError } from "./errors";

/** Seconds after which whoever was sent away may come again. */
const RETRY_SECONDS = 5;

/**
 * Runs what is handed to it one after the other, in its order. What would wait behind `most` others is refused.
 * @throws AppError unavailable when too many wait
 */
export function oneAtATime(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  let inside = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (run) => {
    if (inside > most)
      throw new AppError("unavailable", "Too much is waiting to be taken in. Send it again shortly.", {
        retryAfterSeconds: RETRY_SECONDS,
      });
    inside++;
    const turn = last.then(run, run);
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      inside--;
    }
  };
}
