/** How many increments are drawn in a row, so that what belongs together stays together. */
const BLOCK_STEPS = 4;

/**
 * Paths from the newest value before `end` by increments drawn from the series itself, in blocks, without their mean: a
 * series without season and with little history is as likely to rise as to fall. Row-major, `paths` × `horizonSteps`.
 */
export function randomWalkPaths(
  values: Float64Array,
  end: number,
  horizonSteps: number,
  paths: number,
  random: () => number,
): Float64Array {
  const increments = end - 1;
  const drift = increments > 0 ? (values[end - 1] - values[0]) / increments : 0;
  const walks = new Float64Array(paths * horizonSteps);
  for (let path = 0; path < paths; path++) {
    let level = values[end - 1];
    let from = 0;
    for (let step = 0; step < horizonSteps; step++) {
      if (step % BLOCK_STEPS === 0) from = Math.floor(random() * increments);
      const at = (from + (step % BLOCK_STEPS)) % Math.max(1, increments);
      if (increments > 0) level += values[at + 1] - values[at] - drift;
      walks[path * horizonSteps + step] = level;
    }
  }
  return walks;
}
