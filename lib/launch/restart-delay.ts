const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
/** Who ran this long had not failed at starting. */
const STEADY_MS = 30_000;

/** How often in a row a process has failed, now that it ended after `livedMs`. */
export function failuresInARow(before: number, livedMs: number): number {
  return livedMs >= STEADY_MS ? 1 : before + 1;
}

/** The pause before the next start: 0.5 s, doubling to 10 s. */
export function restartDelayMs(failures: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}
